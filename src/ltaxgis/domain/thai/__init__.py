"""Thai text, digits, dates, keyboards and identity numbers."""
