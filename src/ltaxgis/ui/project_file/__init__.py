"""Care of the project file: why it is read only, its copies, what it is, copies to give away."""
