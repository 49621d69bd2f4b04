"""`parse`: from text to a world."""

from collections.abc import Iterable

from graph.ladder.assembly import Stated, assemble
from graph.ladder.cursor import Cursor
from graph.ladder.errors import LadderError, LineError, Problem
from graph.ladder.sentences import read
from graph.ladder.tokens import lines, tokens
from graph.model import World


def parse(text: str, name: str = "<ladder>") -> World:
    """Read a ladder text; LadderError, naming the text by `name`, tells all that is wrong in it.

    Accounts and parties are made by being named. What a text refers to beyond them (a payment
    refunded, an obligation settled) may stand elsewhere.
    """
    stated: list[Stated] = []
    problems: list[Problem] = []
    for line, content in lines(text):
        try:
            found = tokens(line, content)
            if found:
                sentence = read(Cursor(line, found, len(content) + 1))
                stated += (Stated(line, fact) for fact in sentence.facts)
        except LineError as error:
            problems.append(error.problem)
    world, contradictions = assemble(stated)
    if problems or contradictions:
        raise LadderError(name, _first_of_each_line((*problems, *contradictions)))
    return world


def _first_of_each_line(problems: Iterable[Problem]) -> list[Problem]:
    first: dict[int, Problem] = {}
    for problem in problems:
        first.setdefault(problem.line, problem)
    return [first[line] for line in sorted(first)]
