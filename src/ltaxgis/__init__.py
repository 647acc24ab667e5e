"""LTaxGIS: tax maps and property registers for Thai municipalities."""

__version__ = "0.1.0"
