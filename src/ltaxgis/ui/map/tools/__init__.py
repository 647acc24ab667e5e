"""Map tools: one object each, with start, finish and cancel."""
