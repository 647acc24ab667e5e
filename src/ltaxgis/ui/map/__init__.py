"""The map canvas, its layers and tools."""
