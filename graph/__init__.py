"""The hierarchy: what exists, what follows from it, how it is stored and written down."""
