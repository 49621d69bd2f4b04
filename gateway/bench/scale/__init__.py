"""A store as large as the programme: a world made for it, questions, what answers take."""
