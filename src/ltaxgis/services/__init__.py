"""What a person does: one function a use case. Stores, readers, painter and paper setter are handed in as ports."""
