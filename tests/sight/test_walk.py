"""No answer to a tenant tells anything of another: every root field is asked about everything."""

import gc
import json
from collections.abc import Iterator
from typing import Any

import pytest

from graph.model import Viewer
from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import planted
from tests.sight.compared import compared
from tests.sight.looking import partner, put
from tests.sight.tenants import HIDDEN, WORLD
from tests.sight.walk import OF_NOBODY, UNNAMED, Given, given, roots, selection

pytestmark = [
    pytest.mark.anyio,
    # a field that is refused calls off its siblings, and with them statements under way
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

VIEWERS = [partner("aatop"), partner("aacity"), partner("aafar")]
DAYS = ("2018-03-10", "2018-05-01")
DEEP = {"account": 4, "party": 4, "obligation": 4, "compareReadings": 2}


@pytest.fixture(scope="module")
async def shared(session_embedded: Engine):
    from tests.engines import wipe  # noqa: PLC0415 - the store of the session, emptied here

    await wipe(session_embedded)
    return await planted(session_embedded, WORLD)


@pytest.fixture(autouse=True)
def swept():
    """What was called off is let go within the test that did so."""
    yield
    gc.collect()


async def answer(shared: Shared, viewer: Viewer, name: str, asked: Given, day: str) -> str:
    """All that a root field tells, as text; errors with their paths and codes."""
    field = roots()[name]
    args = asked | ({"asOf": day} if "asOf" in field.args else {})
    declared = ", ".join(f"${arg}: {field.args[arg].type}" for arg in args)
    passed = ", ".join(f"{arg}: ${arg}" for arg in args)
    text = f"{name}({passed})" if args else name
    head = f"query ({declared})" if args else "query"
    asking = f"{head} {{ {text} {selection(field, DEEP.get(name, 3))} }}"
    result = await put(shared, viewer, asking, **args)
    errors = [
        [error.message, error.path, error.extensions, repr(error.original_error)]
        for error in result.errors or ()
    ]
    defects = [each for each in errors if "KeyError" in each[3] or "TypeError" in each[3]]
    defects += [each for each in errors if "was not provided" in each[0]]
    defects += [each for each in errors if str((each[2] or {}).get("code")).startswith("STORE_")]
    assert not defects, (name, asked, defects)
    return json.dumps([result.data, errors], ensure_ascii=False, default=str)


def cases(x: str) -> Iterator[tuple[str, Given]]:
    for name in roots():
        for asked in given(name, x):
            yield name, asked
    for asked in compared(x):
        yield "compareReadings", asked


def missing(value: Any) -> Any:
    """The same about a tenant that there is none of."""
    if isinstance(value, dict):
        return {key: missing(each) for key, each in value.items()}
    if isinstance(value, list):
        return [missing(each) for each in value]
    return value.replace("zz", "qq") if isinstance(value, str) else value


def test_every_root_field_is_asked():
    asked = {name for name in roots() if given(name, "aa")}
    assert asked | UNNAMED.keys() | OF_NOBODY.keys() == set(roots())
    assert not (asked | UNNAMED.keys()) & OF_NOBODY.keys()


async def test_what_is_ones_own_is_told(shared):
    told = set[str]()
    for name, asked in cases("aa"):
        data, _ = json.loads(await answer(shared, VIEWERS[0], name, asked, DAYS[0]))
        told |= {name} if data and any(data.values()) else set()
    assert {name for name, _ in cases("aa")} - told == {"authorised", "ruleVersion"}


@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda each: each.name)
async def test_what_is_hidden_looks_like_what_there_is_none_of(shared, viewer):
    wrong = []
    for (name, hidden), (_, none) in zip(cases("zz"), cases("qq"), strict=True):
        for day in DAYS:
            one = await answer(shared, viewer, name, hidden, day)
            other = await answer(shared, viewer, name, none, day)
            if one.replace("zz", "qq") != other:
                wrong.append((name, hidden, day, one[:1500], other[:600]))
    assert not wrong, f"{len(wrong)}: {wrong[:3]}"


@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda each: each.name)
async def test_nothing_hidden_stands_in_an_answer_about_ones_own(shared, viewer):
    wrong = []
    every = [*cases("aa"), *((name, each) for name, some in UNNAMED.items() for each in some)]
    went = [("account", {"uid": "went"}), ("attribution", {"uid": "went"})]
    debts = [("obligation", {"id": id_}) for id_ in ("then2", "zzlater2")]
    own = [("request", {"id": id_}) for id_ in ("zzlater3", "zzlater4")]
    for name, asked in [*every, *went, *debts, *own]:
        for day in DAYS:
            told = await answer(shared, viewer, name, asked, day)
            sent = json.dumps(asked)
            for mark in HIDDEN:
                if mark in told and mark not in sent:
                    at = told.index(mark)
                    wrong.append((name, asked, day, told[max(0, at - 150) : at + 60]))
    assert not wrong, f"{len(wrong)}: " + "\n".join(map(str, wrong[:12]))
