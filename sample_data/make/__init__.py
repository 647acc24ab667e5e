"""How the sample municipality is made: ground first, then people and register, then faults, then files."""
