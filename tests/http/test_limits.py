"""How big a query may be, and that finding it out is cheap."""

from time import perf_counter

import pytest
from graphql import parse

from gateway.documents.execution import core
from gateway.documents.kept import Documents, Faulty
from gateway.documents.preparing import limits_of
from gateway.limits.sizes import COUNTLESS, Limits, Measure, Ruler, exceeded
from gateway.settings import Settings
from tests.http.tiny import SCHEMA

WIDE = Limits(tokens=10**6, depth=10**6, aliases=10**6, root_fields=10**6, fields=10**6)


def measured(text: str) -> Measure:
    tree = parse(text)
    return Ruler(tree).measure(tree.definitions[0])  # type: ignore[union-attr]


def spreading(levels: int) -> str:
    """Fragments that spread the next one twice: 2^levels fields in a line for each."""
    lines = [
        f"fragment F{n} on Node {{ a: child {{ ...F{n + 1} }} b: child {{ ...F{n + 1} }} }}"
        for n in range(levels)
    ]
    return "\n".join(["{ node { ...F0 } }", *lines, f"fragment F{levels} on Node {{ depth }}"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ hello }", Measure(depth=1, top=1, fields=1, aliases=0)),
        ("{ a: hello b: hello }", Measure(depth=1, top=2, fields=2, aliases=2)),
        ("{ node { child { depth } } }", Measure(depth=3, top=1, fields=3, aliases=0)),
        ("{ ... on Query { hello ... { a: hello } } }", Measure(1, 2, 2, 1, nesting=2)),
        ("{ ...A ...A } fragment A on Query { x: hello }", Measure(1, 2, 2, 2, nesting=1)),
        ("{ ...A } fragment A on Query { hello ...A }", Measure(1, 1, 1, 0, nesting=2)),
        ("{ ...Nowhere }", Measure(nesting=1)),
        ("query @a { hello @b ... @c { hello } }", Measure(1, 2, 2, nesting=1, directives=3)),
        (spreading(3), Measure(5, 1, fields=1 + 2 + 4 + 8 + 8, aliases=14, nesting=4)),
    ],
)
def test_a_selection_is_measured_with_its_fragments_spread_out(text: str, expected: Measure):
    assert measured(text) == expected


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(99, depth=2, aliases=9, root_fields=9, fields=9), "3 levels of fields"),
        (Limits(99, depth=9, aliases=0, root_fields=9, fields=9), "1 aliases"),
        (Limits(99, depth=9, aliases=9, root_fields=1, fields=9), "2 fields at its top"),
        (Limits(99, depth=9, aliases=9, root_fields=9, fields=3), "4 fields"),
    ],
)
def test_each_limit_holds_at_its_figure(limits: Limits, what: str):
    tree = parse("{ a: hello node { child { depth } } }")
    (error,) = exceeded(tree, limits)
    assert what in error.message
    assert "at most" in error.message
    roomy = Limits(99, depth=3, aliases=1, root_fields=2, fields=4)
    assert exceeded(tree, roomy) == []


def test_fragments_within_fragments_are_measured_in_no_time():
    began = perf_counter()
    tree = parse(spreading(150))
    (error,) = exceeded(tree, Limits(10**6, depth=999, aliases=10**10, root_fields=9, fields=999))
    assert "countless fields" in error.message
    assert measured(spreading(150)).fields == COUNTLESS
    assert perf_counter() - began < 1


def test_a_chain_of_fragments_too_long_to_walk_is_refused():
    chain = " ".join(f"fragment F{n} on Node {{ child {{ ...F{n + 1} }} }}" for n in range(2000))
    (error,) = exceeded(parse("{ node { ...F0 } }" + chain), WIDE)
    assert "too deeply" in error.message


def documents(room: int = 1000, limits: Limits = WIDE) -> Documents:
    return Documents(core(SCHEMA), limits, room, development=True)


def test_a_text_is_parsed_and_validated_once():
    kept = documents()
    assert kept.read("{ hello }") is kept.read("{ hello }")
    assert kept.read("{ helo }") is kept.read("{ helo }")


def test_what_was_asked_last_stays_and_the_rest_makes_room():
    kept = documents(room=20)
    first, second = kept.read("{ hello }"), kept.read("{hello }")
    assert kept.read("{ hello }") is first
    kept.read("{ hello}")
    assert kept.read("{ hello }") is first
    assert kept.read("{hello }") is not second


def test_a_text_longer_than_all_room_is_read_and_not_kept():
    kept = documents(room=5)
    assert kept.read("{ hello }") is not kept.read("{ hello }")


@pytest.mark.parametrize("text", ["{ " + "hello " * 50 + "}", "#\n" * 60 + "{ hello }"])
def test_tokens_and_comments_are_limited_before_anything_is_made_of_them(text: str):
    found = documents(limits=Limits(40, 9, 9, 99, 99)).read(text)
    assert isinstance(found, Faulty)
    assert found.code == "LIMIT_EXCEEDED"


def test_the_worst_text_within_the_default_limits_is_judged_in_a_moment():
    aliases = " ".join(f"a{n}: child {{ ...F }}" for n in range(40))
    text = f"{{ node {{ {aliases} }} }} fragment F on Node {{ {'depth ' * 1500} }}"
    began = perf_counter()
    Documents(core(SCHEMA), limits_of(Settings()), 10**6, development=True).read(text)
    assert perf_counter() - began < 2


@pytest.mark.parametrize("deep", ["{" * 999, "{ a" * 999, "{ a(b: " + "[" * 999])
def test_what_is_too_deep_to_be_read_is_told_how_deep_it_may_be(deep: str):
    found = documents(limits=Limits(10**6, 7, 9, 99, 99)).read("{ a" * 300 + deep)
    assert isinstance(found, Faulty)
    (error,) = found.errors
    assert found.code == "LIMIT_EXCEEDED"
    assert error.message == "The query nests too deeply, at most 7 levels are allowed; flatten it."
