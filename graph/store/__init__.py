"""The store: statements in, plain rows out, over one of two graph databases."""
