"""From files to a map in one place: files, columns, coordinates, check, result."""
