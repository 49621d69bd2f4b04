"""Lists in pages: children, search and the tree; together the pages are the whole list."""

from itertools import product
from typing import Any

import pytest

from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import ask, planted
from tests.resolvers.test_accounts import FIXTURE, LATE

pytestmark = pytest.mark.anyio

CHILDREN = """
query ($uid: String!, $first: Int! = 50, $after: String, $kind: ChildKind,
       $ended: Boolean! = false, $asOf: Date) {
  account(uid: $uid, asOf: $asOf) {
    children(first: $first, after: $after, kind: $kind, includeEnded: $ended) {
      complete truncatedReason pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges { cursor kind live days { from to } node { uid } } } } }
"""
ACCOUNTS = """
query ($search: String, $filter: AccountFilter, $first: Int! = 50, $after: String, $asOf: Date) {
  accounts(search: $search, filter: $filter, first: $first, after: $after, asOf: $asOf) {
    complete truncatedReason pageInfo { hasNextPage endCursor } edges { cursor node { uid } } } }
"""
TREE = """
query ($root: String! = "aliyun", $depth: Int! = 3, $first: Int! = 50, $after: String,
       $asOf: Date) {
  hierarchy(root: $root, depth: $depth, first: $first, after: $after, asOf: $asOf) {
    complete truncatedReason root { uid } pageInfo { hasNextPage hasPreviousPage endCursor }
    entries { cursor depth parent kind deeper account { uid }
      link { partner { uid } } tierLink { tier1 { uid } } } } }
"""
WHOLE = [
    *(("p3", 1), ("u9", 2)),
    *(("t1", 1), ("c1", 2), ("u3", 3), ("u4", 3), ("u5", 3), ("c2", 2), ("u6", 3), ("u7", 3)),
    *(("u1", 2), ("u2", 2), ("t2", 1), ("u8", 2)),
]


def uids(connection: dict[str, Any]) -> list[str]:
    return [each["node"]["uid"] for each in connection["edges"]]


def tree(page: dict[str, Any]) -> list[tuple[str, int]]:
    return [(each["account"]["uid"], each["depth"]) for each in page["entries"]]


async def pages(shared: Shared, question: str, **variables: object) -> list[dict[str, Any]]:
    """Every page of a list, by following endCursor."""
    found: list[dict[str, Any]] = []
    after = None
    while not found or found[-1]["pageInfo"]["hasNextPage"]:
        data = await ask(shared, question, after=after, **variables)
        found.append(
            data["account"]["children"] if "account" in data else next(iter(data.values()))
        )
        after = found[-1]["pageInfo"]["endCursor"]
    return found


async def test_children_are_those_of_the_day_and_of_the_kind(engine: Engine):
    shared = await planted(engine, FIXTURE)

    async def below(uid: str, **asked: object) -> list[str]:
        return uids((await ask(shared, CHILDREN, uid=uid, **asked))["account"]["children"])

    assert await below("aliyun") == ["p3", "t1", "t2"]
    assert await below("t1") == ["c1", "c2", "u1", "u2"]
    assert await below("t1", kind="CITY_PARTNER") == ["c1", "c2"]
    assert await below("t1", kind="CUSTOMER") == ["u1", "u2"]
    assert await below("t1", asOf="2017-05-01") == ["u1", "u2"]
    assert await below("u3") == []
    assert await below("d0") == []


async def test_children_that_have_left_are_told_when_asked_for(engine: Engine):
    shared = await planted(engine, LATE)
    here = (await ask(shared, CHILDREN, uid="t1"))["account"]["children"]
    ever = (await ask(shared, CHILDREN, uid="t1", ended=True))["account"]["children"]
    assert uids(here) == ["c2", "u1", "u2"]
    assert uids(ever) == ["c1", "c2", "u1", "u2"]
    assert ever["edges"][0] == {
        "cursor": ever["pageInfo"]["startCursor"],
        "kind": "CITY_PARTNER",
        "live": False,
        "days": {"from": "2018-01-05", "to": "2018-03-16"},
        "node": {"uid": "c1"},
    }
    assert [each["live"] for each in ever["edges"]] == [False, True, True, True]
    partners = (await ask(shared, CHILDREN, uid="aliyun", ended=True))["account"]["children"]
    assert uids(partners) == ["c1", "p3", "t1", "t2"]


async def test_pages_of_children_are_together_all_children(engine: Engine):
    shared = await planted(engine, LATE)
    for first in (1, 2, 3, 4):
        found = await pages(shared, CHILDREN, uid="t1", first=first, ended=True)
        assert [uid for page in found for uid in uids(page)] == ["c1", "c2", "u1", "u2"]
        assert [page["complete"] for page in found] == [False] * (len(found) - 1) + [True]
        assert found[0]["pageInfo"]["hasPreviousPage"] is False
        assert all(page["pageInfo"]["hasPreviousPage"] for page in found[1:])


async def test_a_page_is_filled_past_those_that_have_left(engine: Engine):
    shared = await planted(engine, LATE)
    page = (await ask(shared, CHILDREN, uid="t1", first=2))["account"]["children"]
    assert uids(page) == ["c2", "u1"]
    assert page["truncatedReason"] == "PAGE_LIMIT"


FOUND: list[tuple[dict[str, object], list[str]]] = [
    ({"search": "u"}, ["aliyun", "u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9"]),
    ({"search": " c1 "}, ["c1"]),
    ({"search": "ACME"}, ["u1"]),
    ({"search": "crm-7"}, ["u1"]),
    ({"search": "nothing of the kind"}, []),
    ({"filter": {"role": "TIER1"}}, ["t1"]),
    ({"filter": {"role": "CITY_PARTNER"}}, ["c1", "c2"]),
    ({"filter": {"role": "PARTNER"}}, ["p3", "t2"]),
    ({"filter": {"role": "UNLINKED"}}, ["d0"]),
    ({"filter": {"role": "CITY_PARTNER"}, "asOf": "2017-12-31"}, ["c2"]),
    ({"filter": {"partner": "c1"}}, ["u3", "u4", "u5"]),
    ({"filter": {"partner": "c1"}, "search": "u4"}, ["u4"]),
    ({"filter": {"partner": "nobody"}}, []),
    (
        {"filter": {"tier1": "t1", "role": "CUSTOMER"}},
        ["u1", "u2", "u3", "u4", "u5", "u6", "u7"],
    ),
    ({"filter": {"tier1": "t1", "role": "CUSTOMER"}, "search": "acm"}, ["u1"]),
    ({"filter": {"tier1": "c1"}}, ["u3", "u4", "u5"]),
    ({"filter": {"tier1": "aliyun"}}, []),
    ({"filter": {"lifecycle": "FROZEN"}}, ["u9"]),
    ({"filter": {}, "search": "t"}, ["t1", "t2", "u1"]),
]


async def test_accounts_are_found_by_text_and_filter(engine: Engine):
    named = FIXTURE + '\nu1 named "Acme Trading" external id crm-7\nu9 frozen from 2018-04-01\n'
    shared = await planted(engine, named)
    for asked, found in FOUND:
        page = (await ask(shared, ACCOUNTS, **asked))["accounts"]
        assert (uids(page), page["complete"]) == (found, True), asked


async def test_pages_of_a_search_are_together_the_whole_search(engine: Engine):
    shared = await planted(engine, FIXTURE)
    searches = ({"search": "u"}, {"filter": {"tier1": "t1"}}, {"filter": {"role": "CUSTOMER"}})
    for asked, first in product(searches, [1, 3, 500]):
        whole = uids((await ask(shared, ACCOUNTS, **asked))["accounts"])
        found = await pages(shared, ACCOUNTS, first=first, **asked)
        assert [uid for page in found for uid in uids(page)] == whole


async def test_the_tree_is_walked_branch_by_branch(engine: Engine):
    shared = await planted(engine, FIXTURE)
    page = (await ask(shared, TREE))["hierarchy"]
    assert tree(page) == WHOLE
    assert (page["complete"], page["truncatedReason"]) == (True, None)
    by_uid = {each["account"]["uid"]: each for each in page["entries"]}
    assert by_uid["c1"]["tierLink"] == {"tier1": {"uid": "t1"}}
    assert by_uid["c1"]["link"] is None
    assert by_uid["u3"]["link"] == {"partner": {"uid": "c1"}}
    assert [by_uid[uid]["parent"] for uid in ("t1", "c1", "u3")] == ["aliyun", "t1", "c1"]
    assert [by_uid[u]["kind"] for u in ("t1", "c1", "u3")] == [
        "PARTNER",
        "CITY_PARTNER",
        "CUSTOMER",
    ]


@pytest.mark.parametrize("depth", [1, 2, 3])
async def test_pages_of_the_tree_are_together_the_whole_tree(engine: Engine, depth: int):
    shared = await planted(engine, FIXTURE)
    trees = {"aliyun": WHOLE, "t1": [(uid, rung - 1) for uid, rung in WHOLE[3:12]]}
    leading = {
        "aliyun": [{"p3", "t1", "t2"}, {"c1", "c2"}, set()],
        "t1": [{"c1", "c2"}, set(), set()],
    }
    for root, first in product(trees, [1, 2, 3, 5, 13, 14]):
        found = await pages(shared, TREE, root=root, depth=depth, first=first)
        walked = [each for page in found for each in tree(page)]
        assert walked == [each for each in trees[root] if each[1] <= depth], (root, first)
        assert all(page["truncatedReason"] == "PAGE_LIMIT" for page in found[:-1])
        entries = [each for page in found for each in page["entries"]]
        deeper = {each["account"]["uid"] for each in entries if each["deeper"]}
        assert deeper == leading[root][depth - 1], (root, first)


async def test_a_tree_cut_by_its_depth_says_so(engine: Engine):
    shared = await planted(engine, FIXTURE)
    page = (await ask(shared, TREE, depth=2))["hierarchy"]
    assert (page["complete"], page["truncatedReason"]) == (False, "DEPTH_LIMIT")
    assert page["pageInfo"]["hasNextPage"] is False
    assert [e["account"]["uid"] for e in page["entries"] if e["deeper"]] == ["c1", "c2"]


async def test_a_branch_that_was_released_hangs_nowhere_in_the_tree(engine: Engine):
    shared = await planted(engine, LATE)
    page = (await ask(shared, TREE))["hierarchy"]
    assert tree(page) == [each for each in WHOLE if each[0] not in {"c1", "u3", "u4", "u5"}]
