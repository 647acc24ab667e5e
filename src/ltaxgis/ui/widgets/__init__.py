"""Fields and views used by more than one desk."""
