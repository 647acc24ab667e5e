"""What the program noticed, by kind."""
