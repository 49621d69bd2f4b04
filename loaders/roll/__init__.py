"""All accounts in order, kept in the process: for lists, children and searches at any size."""

from loaders.roll.keeping import Keeping
from loaders.roll.roll import Roll

__all__ = ["Keeping", "Roll"]
