"""How much may be asked: sizes of a text, objects of an answer, requests of a caller."""
