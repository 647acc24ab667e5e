"""The window: widgets over services; no SQL, no files, no arithmetic."""
