"""How well each stage does, on material whose truth is known."""
