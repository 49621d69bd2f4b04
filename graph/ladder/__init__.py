"""The ladder."""

from graph.ladder.errors import LadderError, Problem
from graph.ladder.naming import canonical
from graph.ladder.parser import parse

__all__ = ["LadderError", "Problem", "canonical", "parse"]
