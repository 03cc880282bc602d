"""The engine that asks a language model on the machine room's own server, and trusts nothing it answers."""
