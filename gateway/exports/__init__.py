"""Statements written as files: `stating` works the rows out, `sheets` write them.

`gateway statement` puts the two together.
"""
