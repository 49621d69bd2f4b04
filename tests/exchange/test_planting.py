"""A ladder is admitted like a folder, and says nothing against accounts that it only names."""

import pytest
from msgspec.structs import replace

from gateway.exchange.planting import plant
from gateway.exchange.taking import Outcome
from graph.store import facts
from graph.store.embedded import Embedded
from tests.exchange.folders import TERMS, ladder

pytestmark = pytest.mark.anyio

BASE = """
party acme-ltd named "Acme Ltd."
acme owned by acme-ltd named "acme-main"
east is partner from 2017-04-01
acme under east as agency from 2018-01-10
acme paid 100.00 at 2018-03-15T23:59:59 as p1
"""


async def planted(engine: Embedded, text: str, *, dry_run: bool = False) -> Outcome:
    return await plant(engine, ladder(text), "x.ladder", replace(TERMS, dry_run=dry_run))


async def test_a_ladder_is_stored_once(embedded: Embedded):
    assert (await planted(embedded, BASE, dry_run=True)).stored is False
    assert (await planted(embedded, BASE)).revision == 1
    again = await planted(embedded, BASE)
    assert (again.stored, again.total("new"), again.problems) == (False, 0, ())


async def test_a_line_that_only_names_an_account_leaves_it_as_it_is(embedded: Embedded):
    await planted(embedded, BASE)
    later = await planted(
        embedded,
        "acme under east as agency from 2018-01-10 to 2018-02-01\n"
        "acme under east as resale from 2018-02-01\n",
    )
    assert not later.problems
    assert later.counts["links"] == {"new": 1, "superseded": 1, "unchanged": 0, "refused": 0}
    stored = await facts.world(embedded)
    assert {account.uid: account.owner for account in stored.accounts} == {
        "acme": "acme-ltd",
        "aliyun": "aliyun",
        "east": "east",
    }
    assert {party.id for party in stored.parties} == {"acme-ltd", "aliyun", "east"}


async def test_a_line_that_describes_an_account_in_another_way_is_refused(embedded: Embedded):
    await planted(embedded, BASE)
    (problem,) = (await planted(embedded, 'acme owned by acme-ltd named "else"')).problems
    assert str(problem).startswith(
        'x.ladder: acme owned by acme-ltd named "else": uid: CONFLICTING_FACT: acme is stored with '
        "name acme-main, here else"
    )


async def test_a_name_that_was_never_given_is_told_as_nothing(embedded: Embedded):
    await planted(embedded, "east is partner from 2018-01-01")
    (problem,) = (await planted(embedded, 'east owned by east named "East"')).problems
    assert "east is stored with name nothing, here East." in str(problem)


async def test_what_the_hierarchy_forbids_is_refused_with_its_line(embedded: Embedded):
    await planted(embedded, BASE)
    before = await facts.world(embedded)
    outcome = await planted(
        embedded,
        "west is partner from 2018-01-01\n"
        "acme under west as agency from 2018-02-01\n"
        "acme paid -500.00 at 2018-04-01T00:00:00 refunding p1\n",
    )
    assert [str(problem).split(": ")[:4] for problem in outcome.problems] == [
        ["x.ladder", "acme under west as agency from 2018-02-01", "account", "ALREADY_LINKED"],
        [
            "x.ladder",
            "acme paid -500.00 at 2018-04-01T00:00:00 refunding p1",
            "amount",
            "REFUND_TOO_LARGE",
        ],
    ]
    assert outcome.total("refused") == 2
    assert await facts.world(embedded) == before
