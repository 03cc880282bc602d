"""Names as they are said, heard and read: what they sound like, and whom of the list they mean."""
