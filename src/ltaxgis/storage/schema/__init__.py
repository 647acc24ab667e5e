"""Tables by subject."""
