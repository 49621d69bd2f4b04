"""An answer as a tree: flat objects on a line, lists counted, entries called by their name."""

import io

import pytest
from rich.console import Console

from gateway.cli.trees import tree


def drawn(data: dict[str, object]) -> list[str]:
    printed = io.StringIO()
    Console(file=printed, width=120).print(tree(data))
    return printed.getvalue().splitlines()[1:]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"complete": True, "reason": None}, ["├── complete: yes", "└── reason: none"]),
        ({"total": {"amount": "1.00", "fen": 100}}, ["└── total: amount 1.00  fen 100"]),
        ({"rules": ["R20", "R21"]}, ["└── rules: R20, R21"]),
        ({"rules": []}, ["└── rules: none"]),
        ({"as": [{"uid": "a"}, {"uid": "b"}]}, ["└── as (2)", "    ├── a", "    └── b"]),
        ({"as": [{"id": "x", "fen": 1}]}, ["└── as (1)", "    └── x: fen 1"]),
        ({"as": [{"fen": 1}, None]}, ["└── as (2)", "    ├── 1: fen 1", "    └── 2: none"]),
        ({"as": [[1, 2]]}, ["└── as (1)", "    └── 1: 1, 2"]),
        (
            {"a": {"text": "long " * 20}},
            ["└── a", f"    └── text: {'long ' * 20}".rstrip()],
        ),
        ({"a": {"b": {"c": 1}}}, ["└── a", "    └── b: c 1"]),
    ],
)
def test_what_an_answer_looks_like(data: dict[str, object], expected: list[str]):
    assert [line.rstrip() for line in drawn(data)] == expected
