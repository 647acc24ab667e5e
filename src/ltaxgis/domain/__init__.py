"""What is true in the office: plain Python, NumPy, Shapely and pyproj; no Qt, no SQL, no files."""
