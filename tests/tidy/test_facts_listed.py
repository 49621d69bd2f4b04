"""Statements list the fields of a paper as the model does, so that a field added there is kept."""

import re

import pytest

from graph.model import Authorisation, Fact
from graph.store.cypher import statement
from graph.store.facts import PAPERS
from graph.store.ledger.write import KINDS

TOGETHER = " ".join(
    " ".join(statement(name).text.split()) for name in ("account_papers", "party_papers", "notes")
)
"""The statements that read papers by what they are about."""


def fields(kind: type[Fact], *without: str) -> list[str]:
    """The names of a kind's fields as they are stored, in the model's order."""
    own = [each for each in kind.__struct_fields__ if each not in without]
    return [re.sub(r"_(\w)", lambda found: found[1].upper(), each) for each in own]


def text(name: str) -> str:
    return " ".join(statement(name).text.split())


@pytest.mark.parametrize("kind", [*PAPERS, Authorisation], ids=lambda kind: kind.__name__)
def test_a_paper_is_written_whole(kind: type[Fact]):
    ends = ("account", "partner") if kind is Authorisation else ()
    listed = ", ".join(f"{each}: row.{each}" for each in fields(kind, *ends))
    assert listed in text(f"write_{KINDS[kind]}"), "write every field, in the order of the model"


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.__name__)
def test_a_paper_is_read_whole(kind: type[Fact]):
    listed = ", ".join(f"f.{each}" for each in fields(kind))
    assert f"[ {listed} ]" in text(f"{PAPERS[kind]}_by_id"), "read every field, in that order"
    assert f"[ {listed} ]" in TOGETHER, "read every field there too, in that order"
