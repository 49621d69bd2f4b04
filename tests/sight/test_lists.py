"""Lists, search and the feed: pages hold what is seen, all of it, and end with it."""

from inspect import isfunction

import pytest

from graph.model import OPERATOR
from graph.store.engine import Engine
from graph.store.ledger import Wanted
from loaders.facts import Facts
from loaders.sighted import Sighted, seen_by
from resolvers.context import Context
from resolvers.subscription.heard import Heard
from tests.resolvers.asking import planted
from tests.sight.looking import NOW, ask, partner
from tests.sight.tenants import WORLD

pytestmark = pytest.mark.anyio

FEED = """query ($after: String) { changes(first: 7, after: $after) {
  edges { node { seq kind subjects } } pageInfo { endCursor hasNextPage } } }"""
LIST = """query ($after: String, $search: String) {
  accounts(first: 2, after: $after, search: $search) {
    edges { node { uid } } pageInfo { endCursor hasNextPage } } }"""
REQUESTS = """query ($after: String, $state: RequestState) {
  requests(first: 1, after: $after, state: $state) {
    edges { node { requestId } } pageInfo { endCursor hasNextPage } } }"""


@pytest.fixture
async def shared(embedded: Engine):
    return await planted(embedded, WORLD)


async def paged(shared, viewer, question, name, **given):
    """All that the pages of a list hold together."""
    found, after = [], None
    while True:
        page = (await ask(shared, viewer, question, after=after, **given))[name]
        found += [each["node"] for each in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


def test_nothing_that_facts_offer_is_handed_on_unseen():
    offered = {name for name in vars(Facts) if not name.startswith("_")}
    assert offered | {"revision", "seq"} <= {*dir(Sighted), "revision", "seq"}
    assert "__getattr__" not in dir(Sighted)
    given = {
        name for kind in Sighted.__mro__[1:-1] for name, f in vars(kind).items() if isfunction(f)
    }
    assert {name for name in offered if isfunction(vars(Facts)[name])} <= given


async def test_the_pages_of_a_search_are_together_what_is_seen(shared):
    uids = [each["uid"] for each in await paged(shared, partner("aatop"), LIST, "accounts")]
    assert uids == ["aacity", "aafar", "aaown", "aasold", "aatop"]
    far = [each["uid"] for each in await paged(shared, partner("aafar"), LIST, "accounts")]
    assert far == ["aafar"]
    named = await paged(shared, partner("aatop"), LIST, "accounts", search="AA ")
    assert {each["uid"] for each in named} == {"aacity", "aafar", "aaown", "aatop"}
    every = await paged(shared, OPERATOR, LIST, "accounts")
    assert len(every) > 2 * len(uids)


async def test_the_work_list_is_of_ones_own(shared):
    found = await paged(shared, partner("aatop"), REQUESTS, "requests")
    assert [each["requestId"] for each in found] == ["aar1"]
    ended = await paged(shared, partner("aatop"), REQUESTS, "requests", state="EXECUTED")
    assert [each["requestId"] for each in ended] == ["aar2"]
    assert await paged(shared, partner(), REQUESTS, "requests") == []


async def test_the_feed_is_of_what_is_seen_and_ends_where_the_feed_ends(shared):
    own = await paged(shared, partner("aatop"), FEED, "changes")
    every = await paged(shared, OPERATOR, FEED, "changes")
    assert 10 < len(own) < len(every)
    assert [each["seq"] for each in own] == sorted(each["seq"] for each in own)
    assert not any(id_.startswith("zz") for each in own for id_ in each["subjects"])
    last = (await ask(shared, partner("aatop"), FEED, after=None))["changes"]["pageInfo"]
    assert last["hasNextPage"]


async def test_of_a_customer_that_went_the_feed_tells_until_it_went(shared):
    found = await ask(
        shared, partner("aatop"), FEED.replace("first: 7", 'first: 50, subject: "went"')
    )
    kinds = [each["node"]["kind"] for each in found["changes"]["edges"]]
    assert sorted(kinds) == [
        "ACCOUNT_RECORDED",
        "LINK_RECORDED",
        "OBLIGATION_RECORDED",
        "PAYMENT_RECORDED",
    ]
    other = await ask(
        shared, partner("zztop"), FEED.replace("first: 7", 'first: 50, subject: "went"')
    )
    assert len(other["changes"]["edges"]) > 5


async def test_a_subscriber_is_told_what_the_feed_tells_it(shared):
    every = (await (await shared.facts()).changes(Wanted(), 0, 500)).events
    own = await paged(shared, partner("aatop"), FEED, "changes")
    heard = []
    for event in every:
        viewer = partner("aatop")
        context = Context(seen_by(viewer, await shared.facts()), NOW, viewer=viewer)
        told = await Heard(event, "", 0, _whole).told(context)
        heard += [told] if told else []
    assert [each.seq for each in heard] == [each["seq"] for each in own]
    assert [list(each.subjects) for each in heard] == [each["subjects"] for each in own]


async def _whole(_scope, _cursor, event):
    return event
