"""What goes on elsewhere changes no answer: two stores that differ in what is hidden alone.

Marks in answers show what is told in words; this shows what is told by counts, sums, flags, orders
and the length of pages. One viewer and one day; `--deep` asks as all, on more days, and with what
`compareReadings` asks. Errors are left to `test_walk`: which of some is told first is chance.
"""

import json
import re
from collections.abc import Iterator

import pytest

from graph.model import Viewer
from graph.store.engine import Engine
from tests.engines import wipe
from tests.resolvers.asking import planted
from tests.sight.looking import partner
from tests.sight.tenants import WENT, tenant
from tests.sight.test_walk import DAYS, answer, cases, swept
from tests.sight.walk import UNNAMED, Given

__all__ = ["swept"]
pytestmark = [
    pytest.mark.anyio,
    # a field that is refused calls off its siblings, and with them statements under way
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

VIEWERS = [partner("aatop"), partner("aacity"), partner("aafar")]
OWN = tenant("aa", "11")
AFTER = WENT.splitlines()
THEN = "\n".join(line for line in AFTER if "zz" not in line and "04-01" not in line)
MORE = """
zznew is partner from 2017-04-01
zzfresh under zznew as resale from 2018-01-01
zzfresh paid 123.45 at 2018-03-05T12:00:00
zzfresh owes 99.00 since 2018-03-06 for act
went under zznew as resale from 2018-03-16
went paid 4.00 at 2018-03-21T12:00:00
went paid 5.00 at 2018-04-21T12:00:00
went owes 6.00 since 2018-03-22 for act
went closed from 2018-04-20
went violated MR 6.2.7.3 as class 2 reported 2018-04-06 noticed 2018-04-07
went has note "Somebody else's."
"""
WORLDS = (OWN + THEN, OWN + tenant("zz", "7777") + WENT, OWN + tenant("zz", "3") + THEN + MORE)
COMMON = re.compile(r'"(Event_)?seq": \d+|Y2hhbmdlcw[\w-]+=*')
"""What numbers all of a store is common to all: the places of the feed."""


def own() -> Iterator[tuple[str, Given]]:
    """Every question about one's own, about a customer that went, and about nobody."""
    yield from cases("aa")
    yield from ((name, each) for name, some in UNNAMED.items() for each in some)
    for name, arg in (("account", "uid"), ("attribution", "uid"), ("requests", "account")):
        yield name, {arg: "went"}
    yield "changes", {"subject": "went"}
    yield "liability", {"uid": "went"}
    yield "obligation", {"id": "then2"}


async def told(engine: Engine, world: str, viewer: Viewer, *, deep: bool) -> dict[str, str]:
    """The data of every answer, by its question."""
    await wipe(engine)
    shared, found = await planted(engine, world), dict[str, str]()
    for name, asked in own():
        if deep or name != "compareReadings":
            for day in DAYS if deep else DAYS[1:]:
                data = json.loads(await answer(shared, viewer, name, asked, day))[0]
                found[f"{name} {asked} {day}"] = COMMON.sub("", json.dumps(data))
    return found


async def test_what_goes_on_elsewhere_changes_no_answer(session_embedded: Engine, deep: bool):
    for viewer in VIEWERS if deep else VIEWERS[:1]:
        first, *others = [
            await told(session_embedded, each, viewer, deep=deep)
            for each in (WORLDS if deep else WORLDS[::2])
        ]
        for other in others:
            wrong = [key for key in first if first[key] != other[key]]
            found = [apart(first[key], other[key]) for key in wrong[:1]]
            assert not wrong, f"{viewer.name}, {len(wrong)}: {wrong[:12]} {found}"


def apart(one: str, other: str) -> tuple[str, str]:
    """Where two texts part."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return one[max(0, at - 200) : at + 120], other[max(0, at - 200) : at + 120]
