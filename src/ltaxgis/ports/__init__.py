"""What the services ask of the world: protocols without a path, a cursor, a dialect or a thread."""
