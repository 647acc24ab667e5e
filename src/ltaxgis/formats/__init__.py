"""Outside files: each reader gives text or shapes under our names, each writer keeps codes as text."""
