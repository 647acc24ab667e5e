"""The desk of publicity."""
