"""Texts made to be short to send and long to judge: each is refused after little work."""

import sys
from contextlib import suppress
from time import thread_time
from types import FrameType
from typing import Self

import pytest

from gateway.documents.execution import core
from gateway.documents.preparing import Preparing
from gateway.documents.unanswerable import Unanswerable
from gateway.http.request import Question
from gateway.settings import Settings
from resolvers.schema import schema

CALLS = 100_000
"""Calls of functions that may be made."""

SECONDS = 0.2
"""Of the processor: generous, since the tests' machine is never idle."""

PROMISED, TRIES = 0.02, 12
"""Seconds of the processor in which what is named is refused, in the best of so many tries."""


def chained(levels: int) -> str:
    lines = [f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(levels)]
    return "\n".join(
        ["{ ...F0 }", *lines, f"fragment F{levels} on Query {{ revision {{ number }} }}"]
    )


def doubled(levels: int) -> str:
    lines = [f"fragment F{n} on Account {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels)]
    end = f"fragment F{levels} on Account {{ uid }}"
    return "\n".join(['{ account(uid: "x") { ...F0 } }', *lines, end])


def branched(levels: int) -> str:
    lines = [
        f"fragment F{n} on Account {{ a: partner {{ ...F{n + 1} }} b: partner {{ ...F{n + 1} }} }}"
        for n in range(levels)
    ]
    end = f"fragment F{levels} on Account {{ uid }}"
    return "\n".join(['{ account(uid: "x") { ...F0 } }', *lines, end])


def introspecting(levels: int) -> str:
    inner = "name"
    for _ in range(levels):
        inner = f"fields {{ type {{ {inner} }} }}"
    return f"{{ __schema {{ types {{ {inner} }} }} }}"


HOSTILE = {
    **{f"{make.__name__} {n}": make(n) for make in (chained, doubled, branched) for n in (30, 60)},
    "doubled 20": doubled(20),
    "branched 20": branched(20),
    "chained 200": chained(200),
    "a ring of fragments": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "5,000 aliases": "{ " + " ".join(f"a{n}: __typename" for n in range(5000)) + " }",
    "1,000 aliases": "{ " + " ".join(f"a{n}: __typename" for n in range(1000)) + " }",
    "1,000 directives": "{ __typename " + "@skip(if: false) " * 700 + "}",
    "1,900 unknown directives": "{ __typename " + "@aa" * 1900 + "}",
    "10 unknown directives": "{ __typename " + "@aa" * 10 + "}",
    "introspection in a loop": introspecting(4),
    "introspection in a long loop": introspecting(9),
    "braces": "{" * 3999,
    "braces after names": "{ a" * 1300,
    "lists within lists": "{ nodes(ids: " + "[" * 1500 + "]" * 1500 + ") { id } }",
    "one field 1,900 times": "{ revision { " + "number " * 1900 + "} }",
    "one object 600 times": "{ account(uid: 1) { " + "partner { uid } " * 600 + "} }",
    "800 operations": " ".join(f"query Q{n} {{ __typename }}" for n in range(800)),
    "a long string": '{ account(uid: "' + "x" * 900_000 + '") { uid } }',
    "a thousand unknown fields": "{ revision { " + " ".join(f"x{n}" for n in range(1000)) + " } }",
    "pages within pages": "{ accounts(first: 500) { edges { node { partner { children(first: 500)"
    " { edges { node { uid } } } } } } } }",
}

NAMED = (
    *(f"{make} {levels}" for make in ("doubled", "branched") for levels in (20, 30, 60)),
    *("chained 30", "chained 60", "5,000 aliases", "1,000 directives", "1,900 unknown directives"),
    *("introspection in a loop", "introspection in a long loop"),
)
"""What is refused within 20 ms each: fragments, aliases, directives, loops of introspection."""

HEAVY = {
    "fragments that nobody spreads": "{ revision { number } } "
    + " ".join(f"fragment F{n} on Account {{ uid }}" for n in range(280)),
    "ids by the thousand": "{ nodes(ids: [" + '"x" ' * 1980 + "]) { id } }",
    "variables of one name": f"query ({'$a: String ' * 480}) {{ account(uid: $a) {{ uid }} }}",
    "fragments that are not there": "{ " + "...F " * 990 + "}",
    "a block of lines": '{ account(uid: """' + "x\n" * 49_000 + '""") { uid } }',
}
"""The most work that texts within the limits have been found to make."""


class Calls:
    """Counts calls of functions while it is open."""

    def __enter__(self) -> Self:
        self.made, self._before = 0, sys.getprofile()
        sys.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(self._before)

    def _count(self, _frame: FrameType, event: str, _argument: object) -> None:
        self.made += event == "call"


def spent(refusing: Preparing, text: str) -> float:
    """Seconds of the processor that a refusal took; the collector's, too, if it came just then.

    Whatever traces the lines of a test for its coverage would take as long as the refusal.
    """
    tracing = sys.gettrace()
    sys.settrace(None)
    try:
        began = thread_time()
        with pytest.raises(Unanswerable) as refused:
            refusing.prepare(Question(text))
        took = thread_time() - began
    finally:
        sys.settrace(tracing)
    assert len(refused.value.errors) <= 6
    return took


@pytest.mark.parametrize("profile", ["development", "production"])
@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_after_little_work(name: str, profile: str):
    refusing = Preparing(core(schema), Settings(profile=profile))  # type: ignore[arg-type]
    assert min(spent(refusing, HOSTILE[name] + blank) for blank in ("", "\n")) < SECONDS
    with Calls() as calls, pytest.raises(Unanswerable):
        Preparing(core(schema), Settings()).prepare(Question(HOSTILE[name] + " "))
    assert calls.made < CALLS


@pytest.mark.parametrize("name", NAMED)
def test_what_attackers_send_first_is_refused_within_20_ms(name: str):
    refusing = Preparing(core(schema), Settings(profile="production"))
    assert min(spent(refusing, HOSTILE[name] + "\n" * n) for n in range(TRIES)) <= PROMISED


def test_a_page_by_variable_of_a_billion_is_no_more_work_than_the_largest_page():
    preparing = Preparing(core(schema), Settings(profile="production"))
    text = "query ($n: Int) { accounts(first: $n) { edges { node { uid } } } }"
    with Calls() as calls:
        assert preparing.prepare(Question(text, variables={"n": 10**9})).cost == 500 * 3
    assert calls.made < CALLS / 10


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_a_text_within_the_limits_holds_nobody_up_for_long(text: str):
    preparing = Preparing(core(schema), Settings(profile="production"))
    with Calls() as calls, suppress(Unanswerable):
        preparing.prepare(Question(text))
    assert calls.made < 2 * CALLS
