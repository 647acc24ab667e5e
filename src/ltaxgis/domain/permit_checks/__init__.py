"""What the map can say about a planned building: the checks C1 to C14, each on its own.

Distances go from the outermost wall. A check never refuses: it passes, fails, asks for a survey where the map is not
sure enough or does not know, or is not about this building.
"""
