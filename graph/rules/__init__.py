"""What follows from the facts, purely: facts and a moment in, values with their trace out."""
