"""Acts: each reads in its transaction, asks the rules, and gives the changes that are committed.

What an act decides is a value, so that a dry run, the act and its replay are told alike.
"""

from loaders.acts.desk import Act, Command, Desk
from loaders.acts.outcome import ActRefused, Outcome, Row, decided
from loaders.acts.perform import Performed, perform

__all__ = [
    "Act",
    "ActRefused",
    "Command",
    "Desk",
    "Outcome",
    "Performed",
    "Row",
    "decided",
    "perform",
]
