"""The property register as a sheet, and one row as a form."""
