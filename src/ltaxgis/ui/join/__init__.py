"""The join: what stands on the map, what does not, and who belongs to whom."""
