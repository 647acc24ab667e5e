"""Copies of map and register that leave for another program, and what was changed in them there."""
