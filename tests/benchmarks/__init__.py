"""Figures, measured on demand, never by the tests."""
