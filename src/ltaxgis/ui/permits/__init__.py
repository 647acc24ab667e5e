"""The permits desk."""
