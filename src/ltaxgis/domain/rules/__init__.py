"""Data-quality rules, one a file."""
