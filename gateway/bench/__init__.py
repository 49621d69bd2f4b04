"""How fast answers are, side by side with others that answer the same."""
