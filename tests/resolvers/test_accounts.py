"""What is said of one account, at any moment."""

from pathlib import Path
from typing import Any

import pytest

from graph import ladder
from graph.model import World
from graph.store import ledger
from graph.store.engine import Engine
from tests.resolvers.asking import AUTHOR, ask, planted

LADDERS = Path(__file__).parents[1] / "ladders"
FIXTURE = (LADDERS / "fixture.ladder").read_text(encoding="utf-8")
LATE = (LADDERS / "s10.ladder").read_text(encoding="utf-8")

PLACE = """
query ($uid: String!, $asOf: Date, $knownAt: DateTime, $readings: [ReadingChoice!]) {
  account(uid: $uid, asOf: $asOf, knownAt: $knownAt, readings: $readings) {
    uid role partner { uid } tier1 { uid } lineage { role above { uid } }
  }
}
"""

pytestmark = pytest.mark.anyio


def above(account: dict[str, Any]) -> tuple[str, ...]:
    return tuple(each["uid"] for each in account["lineage"]["above"])


async def test_every_account_of_the_example_has_its_role_and_its_line(engine: Engine):
    shared = await planted(engine, FIXTURE)
    expected = {
        "aliyun": ("ALIYUN", ()),
        "t1": ("TIER1", ()),
        "t2": ("PARTNER", ()),
        "p3": ("PARTNER", ()),
        "c1": ("CITY_PARTNER", ("t1",)),
        "u1": ("CUSTOMER", ("t1",)),
        "u3": ("CUSTOMER", ("c1", "t1")),
        "d0": ("UNLINKED", ()),
    }
    for uid, (role, line) in expected.items():
        account = (await ask(shared, PLACE, uid=uid, asOf="2018-03-10"))["account"]
        assert (account["role"], above(account)) == (role, line), uid
        assert account["lineage"]["role"] == role


async def test_an_unknown_uid_is_null(engine: Engine):
    shared = await planted(engine, FIXTURE)
    assert (await ask(shared, PLACE, uid="nobody"))["account"] is None


async def test_an_account_stands_alone_before_everything_and_stays_to_the_end_of_time(
    engine: Engine,
):
    shared = await planted(engine, FIXTURE)
    account = (await ask(shared, PLACE, uid="u3", asOf="0001-01-01"))["account"]
    assert (account["role"], account["partner"]) == ("UNLINKED", None)
    last = (await ask(shared, PLACE, uid="u3", asOf="9999-12-31"))["account"]
    assert above(last) == ("c1", "t1")


async def test_a_release_recorded_late_was_not_known_before(engine: Engine):
    shared = await planted(engine, LATE)
    day = "2018-03-18"
    before = await ask(shared, PLACE, uid="u3", asOf=day, knownAt="2018-04-11T12:00:00+08:00")
    after = await ask(shared, PLACE, uid="u3", asOf=day, knownAt="2018-04-12T12:00:00+08:00")
    assert above(before["account"]) == ("c1", "t1")
    assert above(after["account"]) == ()
    assert after["account"]["role"] == "UNLINKED"


async def test_accounts_reached_from_an_account_are_of_the_same_moment(engine: Engine):
    shared = await planted(engine, LATE)
    question = """
    { then: account(uid: "u3", asOf: "2018-03-18", knownAt: "2018-04-11T12:00:00+08:00") {
        partner { role tier1 { uid role } children { edges { node { uid } } } } }
      now: account(uid: "c1", asOf: "2018-03-18") { role children { edges { node { uid } } } } }
    """
    data = await ask(shared, question)
    partner = data["then"]["partner"]
    assert partner["role"] == "CITY_PARTNER"
    assert partner["tier1"] == {"uid": "t1", "role": "TIER1"}
    assert [each["node"]["uid"] for each in partner["children"]["edges"]] == ["u3", "u4", "u5"]
    assert data["now"] == {"role": "UNLINKED", "children": {"edges": []}}


async def test_a_chosen_reading_holds_for_the_whole_answer(engine: Engine):
    shared = await planted(
        engine,
        FIXTURE.replace(
            "t1 is partner from 2017-04-01", "t1 is partner from 2017-04-01 to 2018-03-20"
        ),
    )
    automatic = [{"question": "Q7", "option": "AUTOMATIC"}]
    waiting = await ask(shared, PLACE, uid="u3", asOf="2018-03-20")
    fallen = await ask(shared, PLACE, uid="u3", asOf="2018-03-20", readings=automatic)
    assert above(waiting["account"]) == ("c1", "t1")
    assert above(fallen["account"]) == ()


async def test_state_and_identity_follow_the_link(engine: Engine):
    shared = await planted(engine, (LADDERS / "s02.ladder").read_text(encoding="utf-8"))
    question = """
    query ($day: Date) { account(uid: "u4", asOf: $day) {
      lifecycle identity formerPartner { uid } conditions { condition } } }
    """
    linked = (await ask(shared, question, day="2018-03-15"))["account"]
    unbound = (await ask(shared, question, day="2018-03-16"))["account"]
    assert (linked["lifecycle"], linked["identity"]) == ("ACTIVE", "DEPENDENT")
    assert linked["formerPartner"] is None
    assert unbound["lifecycle"] == "PENDING_CONVERSION"
    assert unbound["formerPartner"] == {"uid": "c1"}


async def test_the_past_of_an_account_is_told_with_the_days_it_had_effect(engine: Engine):
    shared = await planted(
        engine,
        FIXTURE.replace(
            "under t1 as city from 2018-01-05", "under t1 as city from 2018-01-05 to 2018-03-16"
        )
        + "\nu3 frozen from 2018-04-01\n",
    )
    question = """
    { c1: account(uid: "c1") { standing { from }
        standings { from to effective { from to } cutBy { kind subject to } } }
      u3: account(uid: "u3") {
        links { type from to effective { to } account { uid } partner { uid }
          recordedAt supersededAt version }
        tierLinks { from } conditions { condition from } }
      was: account(uid: "c1", asOf: "2018-03-15") { standing { from endCause }
        lineage { standing { from } }
        tierLinks { cityPartner { uid } tier1 { uid } } } }
    """
    data = await ask(shared, question)
    assert data["c1"]["standing"] is None
    (standing,) = data["c1"]["standings"]
    assert (standing["to"], standing["effective"]["to"]) == (None, "2018-03-16")
    assert standing["cutBy"] == {"kind": "TIER_LINK", "subject": "c1", "to": "2018-03-16"}
    (link,) = data["u3"]["links"]
    assert (link["type"], link["to"], link["effective"]["to"]) == ("AGENCY", None, "2018-03-16")
    assert (link["account"]["uid"], link["partner"]["uid"]) == ("u3", "c1")
    assert (link["recordedAt"], link["supersededAt"]) == ("2018-01-09T16:00:00Z", None)
    assert data["u3"]["conditions"] == [{"condition": "FROZEN", "from": "2018-04-01"}]
    assert data["was"]["standing"] == {"from": "2018-01-05", "endCause": None}
    assert data["was"]["lineage"]["standing"] == {"from": "2018-01-05"}
    assert data["was"]["tierLinks"] == [{"cityPartner": {"uid": "c1"}, "tier1": {"uid": "t1"}}]


async def test_a_lineage_cites_its_facts_clauses_and_rules(engine: Engine):
    shared = await planted(engine, FIXTURE)
    question = """
    { account(uid: "u3") { lineage { day link { type partner { uid } } tierLink { tier1 { uid } }
        standing { from } partner { uid } tier1 { uid }
        trace { rules clauses { id label number gloss { zh en } rules present }
          readings { question option }
          facts { id version kind subject object from to detail amount { amount } recordedAt
            recordedIn } } } } }
    """
    lineage = (await ask(shared, question))["account"]["lineage"]
    assert lineage["day"] == "2018-05-01"
    assert lineage["link"] == {"type": "AGENCY", "partner": {"uid": "c1"}}
    assert lineage["tierLink"] == {"tier1": {"uid": "t1"}}
    assert (lineage["partner"], lineage["tier1"]) == ({"uid": "c1"}, {"uid": "t1"})
    assert lineage["standing"] is None
    trace = lineage["trace"]
    assert [each["id"] for each in trace["clauses"]] == [
        "FA 2.1.6",
        "FA 3.4.1.2",
        "CA 1.3",
        "CA 1.4",
    ]
    assert trace["rules"] == ["R13", "R12"]
    link, tier = trace["facts"]
    assert (link["kind"], link["subject"], link["object"]) == ("LINK", "u3", "c1")
    assert (link["from"], link["to"], link["detail"], link["amount"]) == (
        "2018-01-10",
        None,
        "AGENCY",
        None,
    )
    assert link["recordedIn"] == 1
    assert (tier["kind"], tier["subject"], tier["object"]) == ("TIER_LINK", "c1", "t1")


async def test_a_party_has_the_accounts_it_owns(engine: Engine):
    shared = await planted(
        engine,
        "t1 is partner from 2017-04-01\nt9 owned by t1\nu1 under t1 as agency from 2017-05-01\n",
    )
    question = """
    { party(id: "t1") { id partyId name kind accounts { uid owner { partyId } } }
      nobody: party(id: "nobody") { name }
      account(uid: "u1") { owner { partyId kind } name externalId } }
    """
    data = await ask(shared, question)
    assert data["party"]["kind"] == "COMPANY"
    assert [each["uid"] for each in data["party"]["accounts"]] == ["t1", "t9"]
    assert data["nobody"] is None
    assert data["account"]["owner"]["partyId"] == "cust:u1"


async def test_what_has_a_global_id_is_fetched_again_by_it(engine: Engine):
    shared = await planted(engine, FIXTURE)
    ids = await ask(
        shared, '{ account(uid: "u3") { id owner { id } } gone: account(uid: "u4") { id } }'
    )
    account, party = ids["account"]["id"], ids["account"]["owner"]["id"]
    question = """
    query ($id: ID!, $ids: [ID!]!) {
      node(id: $id, asOf: "2018-01-09") { id ... on Account { uid role } }
      nodes(ids: $ids) { __typename id ... on Party { partyId } ... on Account { uid } } }
    """
    data = await ask(shared, question, id=account, ids=[party, account, "QWNjb3VudDpub2JvZHk="])
    assert data["node"] == {"id": account, "uid": "u3", "role": "UNLINKED"}
    assert data["nodes"] == [
        {"__typename": "Party", "id": party, "partyId": "cust:u3"},
        {"__typename": "Account", "id": account, "uid": "u3"},
        None,
    ]


async def test_the_revision_is_the_newest_commit(engine: Engine):
    shared = await planted(engine, FIXTURE)
    data = await ask(shared, "{ revision { number schemaVersion } }")
    assert data["revision"]["number"] == 1
    assert data["revision"]["schemaVersion"] >= 1


async def test_a_partner_is_a_tier1_as_soon_as_a_city_partner_stands_below_it(engine: Engine):
    shared = await planted(engine, "t is partner from 2017-04-01\nc is partner from 2017-04-01\n")
    assert (await ask(shared, PLACE, uid="t"))["account"]["role"] == "PARTNER"
    link = ladder.parse("c under t as city from 2017-06-01\n")
    shared.saw(await ledger.plant(engine, World(tier_links=link.tier_links), AUTHOR))
    assert (await ask(shared, PLACE, uid="t"))["account"]["role"] == "TIER1"
    assert (await ask(shared, PLACE, uid="t", asOf="2017-05-31"))["account"]["role"] == "PARTNER"
