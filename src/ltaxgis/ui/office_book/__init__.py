"""The office's book in the window."""
