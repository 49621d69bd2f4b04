"""Violations and what follows from them: proceedings, counts, penalties, rights to end (MR 6)."""
