"""One frozen dataclass a paper: the contract of its template."""
