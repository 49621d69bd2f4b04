"""The change feed as clients ask it: pages to poll, and what was changed about one thing."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from graph import ladder
from graph.changes import End
from graph.model import FactId, Party, Uid, World
from graph.store import facts, ledger
from graph.store.engine import Engine
from graph.store.ledger import Decision, Occurrence
from loaders.shared import Shared
from tests.engines import write
from tests.resolvers.asking import AUTHOR, NOW, ask, planted, refused

pytestmark = pytest.mark.anyio

TEXT = """
east is partner from 2017-04-01
acme under east as agency from 2018-01-10
acme paid 100.00 at 2018-03-15T23:59:59 as p1
"""
CHANGES = """
query ($first: Int! = 50, $after: String, $kinds: [String!], $subject: String) {
  changes(first: $first, after: $after, kinds: $kinds, subject: $subject) {
    complete truncatedReason newestCursor pageInfo { hasNextPage endCursor }
    edges { cursor node {
      seq revision at actor requestId reason source kind subjects count hash prevHash detail
      clauses { id }
      before { kind subject to } after { kind subject object to detail fields }
      facts(first: 3) { totalCount edges { node { before { id } after { id } } } }
    } } } }
"""


async def ended(engine: Engine) -> None:
    """End acme's link, and tell an occurrence beside it."""
    (link,) = (await facts.histories(engine, [Uid("acme")]))[Uid("acme")].links

    async def decide(_tx: object) -> Decision[None]:
        told = Occurrence("DETACHMENT_EXECUTED", ("acme",), ("FA 4.3.2",), "granted")
        changes = [End(link, NOW.date())]
        return Decision(None, changes, [told], ("FA 3.4.1.2",))

    author = replace(AUTHOR, request_id="r-1", reason="asked for", source="letter 7")
    await ledger.commit(engine, decide, author)


async def pages(shared: Shared, **asked: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = None
    while not found or found[-1]["pageInfo"]["hasNextPage"]:
        found.append((await ask(shared, CHANGES, after=after, **asked))["changes"])
        after = found[-1]["pageInfo"]["endCursor"]
    return found


def seqs(page: dict[str, Any]) -> list[int]:
    return [edge["node"]["seq"] for edge in page["edges"]]


async def test_an_entry_says_who_changed_what_why_and_what_stood_before(engine: Engine):
    await planted(engine, TEXT)
    await ended(engine)
    (page,) = await pages(Shared(engine), kinds=["LINK_ENDED", "DETACHMENT_EXECUTED"])
    link, told = (edge["node"] for edge in page["edges"])
    assert link | {"hash": "", "prevHash": "", "facts": None, "seq": 0, "after": None} == {
        "seq": 0,
        "revision": 2,
        "at": "2018-05-01T04:00:00Z",
        "actor": "tests",
        "requestId": "r-1",
        "reason": "asked for",
        "source": "letter 7",
        "kind": "LINK_ENDED",
        "subjects": ["acme", "east"],
        "count": 1,
        "clauses": [{"id": "FA 3.4.1.2"}],
        "hash": "",
        "prevHash": "",
        "detail": None,
        "facts": None,
        "after": None,
        "before": {"kind": "LINK", "subject": "acme", "to": None},
    }
    assert link["after"]["object"] == "east"
    assert link["after"]["to"] == "2018-05-01"
    assert link["after"]["fields"]["valid_to"] == "2018-05-01"
    assert link["facts"]["totalCount"] == 1
    assert (told["detail"], told["before"], told["after"]) == ("granted", None, None)
    assert told["facts"]["totalCount"] == 0
    assert told["prevHash"] == link["hash"]


async def test_pages_are_the_whole_feed_and_a_poller_goes_on_where_it_ended(engine: Engine):
    shared = await planted(engine, TEXT)
    last = (await ledger.cursor(engine)).seq
    found = await pages(shared, first=3)
    assert [seq for page in found for seq in seqs(page)] == list(range(1, last + 1))
    assert [page["complete"] for page in found] == [False] * (len(found) - 1) + [True]
    assert found[0]["truncatedReason"] == "PAGE_LIMIT"
    at = found[-1]["pageInfo"]["endCursor"]
    assert at == found[0]["newestCursor"]
    nothing = (await ask(shared, CHANGES, after=at, subject="acme"))["changes"]
    assert (nothing["edges"], nothing["pageInfo"]) == (
        [],
        {"hasNextPage": False, "endCursor": at},
    )
    await ended(engine)
    rest = (await ask(Shared(engine), CHANGES, after=at))["changes"]
    assert seqs(rest) == [last + 1, last + 2]


async def test_a_bulk_shows_its_facts_in_pages(engine: Engine):
    await planted(engine, TEXT)
    parties = tuple(Party(id=FactId(f"n{n:04}")) for n in range(1_001))
    await ledger.plant(engine, World(parties=parties), AUTHOR)
    page = (await ask(Shared(engine), CHANGES, subject="n0007"))["changes"]
    (entry,) = (edge["node"] for edge in page["edges"])
    assert (entry["count"], entry["before"], entry["after"]) == (1000, None, None)
    assert entry["facts"]["totalCount"] == 1000
    shown = [edge["node"]["after"]["id"] for edge in entry["facts"]["edges"]]
    assert shown == ["n0000", "n0001", "n0002"]
    await write(engine, "MATCH (e:Event {count: 1000}) SET e.content = null, e.form = 1")
    page = (await ask(Shared(engine), CHANGES, subject="n0007"))["changes"]
    assert page["edges"][0]["node"]["facts"]["totalCount"] == 0


async def test_an_account_and_a_party_have_their_own_entries_as_known_at_the_moment(
    engine: Engine,
):
    await planted(engine, TEXT)
    await ended(engine)
    question = """
    query ($kinds: [String!]) { account(uid: "acme") {
      events(kinds: $kinds) { edges { node { kind } } }
      owner { partyId events { edges { node { kind } } } } } }
    """
    found = (await ask(Shared(engine), question))["account"]
    kinds = [edge["node"]["kind"] for edge in found["events"]["edges"]]
    assert kinds[-2:] == ["LINK_ENDED", "DETACHMENT_EXECUTED"]
    assert {"ACCOUNT_RECORDED", "LINK_RECORDED", "PAYMENT_RECORDED"} <= set(kinds)
    owned = {edge["node"]["kind"] for edge in found["owner"]["events"]["edges"]}
    assert owned == {"PARTY_RECORDED", "ACCOUNT_RECORDED"}
    only = (await ask(Shared(engine), question, kinds=["LINK_ENDED"]))["account"]
    assert [edge["node"]["kind"] for edge in only["events"]["edges"]] == ["LINK_ENDED"]


async def test_what_was_not_known_yet_is_not_told(engine: Engine):
    early = replace(AUTHOR, at=NOW - timedelta(days=2))
    await ledger.plant(engine, ladder.parse(TEXT), early)
    await ended(engine)
    question = """
    query ($at: DateTime, $kinds: [String!]) { account(uid: "acme", knownAt: $at) {
      events(kinds: $kinds) { pageInfo { hasNextPage } edges { node { kind } } } } }
    """
    asked = {"at": "2018-05-01T00:00:00Z"}
    found = (await ask(Shared(engine), question, **asked))["account"]["events"]
    kinds = [edge["node"]["kind"] for edge in found["edges"]]
    assert "LINK_RECORDED" in kinds
    assert "LINK_ENDED" not in kinds
    found = (await ask(Shared(engine), question, kinds=["LINK_ENDED"], **asked))["account"]
    assert found["events"] == {"pageInfo": {"hasNextPage": False}, "edges": []}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"after": "nonsense"}, "INVALID_CURSOR"),
        ({"after": "Y2hhbmdlcwB4"}, "INVALID_ARGUMENT"),
        ({"first": 501}, "FIRST_OUT_OF_RANGE"),
        ({"kinds": ["K"] * 2 + [f"K{n}" for n in range(50)]}, "INVALID_ARGUMENT"),
        ({"kinds": ["K" * 201]}, "INVALID_ARGUMENT"),
        ({"kinds": ["LINK_ENDET"]}, "INVALID_ARGUMENT"),
    ],
)
async def test_what_cannot_be_asked_is_refused(engine: Engine, asked: dict[str, Any], code: str):
    shared = await planted(engine, TEXT)
    assert (await refused(shared, CHANGES, **asked))[0] == code
