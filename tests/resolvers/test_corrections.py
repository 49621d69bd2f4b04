"""Facts of every kind corrected and taken back; what was known before stays on record (I8)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from resolvers.acts.corrections import BY_SUBJECT, KINDS
from tests.resolvers.asking import ask
from tests.resolvers.changing import Desk, at

pytestmark = pytest.mark.anyio

PAPERS = """
u3 frozen from 2018-03-01
d0 paid 10.00 at 2018-03-01T12:00:00 as pay
u3 owes 100.00 since 2018-03-10 for transaction as debt
u4 owes 100.00 since 2018-03-10 for transaction as other-debt
u4 owes 100.00 since 2018-03-11 for transaction as free-debt
other-debt settled 40.00 on 2018-04-01 by c1 fact s1
debt settled 40.00 on 2018-04-01 by c1
c1 mismanaged other-debt found on 2018-04-02 fact f1
p3 signed FA on 2017-04-01 sealed 2017-04-03 as fa
u9 lets p3 pay from 2018-01-01 fact allow
p3 violated MR 6.2.7.3 as class 2 acted 2018-02-05 reported 2018-02-06 as v1
p3 deposited 5000.00 on 2017-04-05 as dep
p3 was notified of breach on 2018-02-22 as told
u5 asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST as asked
p3 must "tell its customers" since 2018-03-16 under FA 8.4.3 as duty
p3 reached 7 of 10 new customers in 2018-Q1 as tested
p3 fee of 2018-03 notified on 2018-04-13 amount 100.00 as fee
u9 has note "They telephoned." as noted
p3 paid 100.00 at 2018-02-01T12:00:00 as cash
d0 under t1 as agency from 2018-01-01 to 2018-02-01
d0 under t2 as agency from 2018-02-01
p3 paid -30.00 at 2018-02-02T12:00:00 refunding cash as back
""".splitlines()

EACH: dict[str, tuple[str, str, str, str, str]] = {
    "ACCOUNT": ("d0", "", "externalId", "X-1", "external_id"),
    "AGREEMENT": ("fa", "", "sealedOn", "2017-04-04", "sealed_on"),
    "ASSESSMENT": ("tested", "", "newCustomers", "8", "new_customers"),
    "AUTHORISATION": ("allow", "u9", "validFrom", "2018-01-02", "valid_from"),
    "CONDITION": ("condition:u3:FROZEN:2018-03-01", "u3", "validTo", "2018-03-09", "valid_to"),
    "DEPOSIT_ENTRY": ("dep", "", "on", "2017-04-06", "on"),
    "FEE_STEP": ("fee", "", "on", "2018-04-12", "on"),
    "FINDING": ("f1", "", "foundOn", "2018-04-03", "found_on"),
    "LINK": ("link:u9:p3:2017-05-01", "u9", "validFrom", "2017-05-02", "valid_from"),
    "NOTE": ("noted", "u9", "text", "They wrote.", "text"),
    "NOTICE": ("told", "", "receivedOn", "2018-02-23", "received_on"),
    "OBLIGATION": ("free-debt", "", "cause", "DISPUTE", "cause"),
    "PARTY": ("cust:d0", "", "name", "Dune Ltd.", "name"),
    "PAYMENT": ("pay", "", "paidAt", "2018-03-02T12:00:00+08:00", "paid_at"),
    "REQUEST": ("asked", "", "appliedOn", "2018-02-11", "applied_on"),
    "SETTLEMENT": ("s1", "", "on", "2018-04-02", "on"),
    "STANDING": ("standing:t2:2017-04-01", "t2", "validFrom", "2017-04-02", "valid_from"),
    "TASK": ("duty", "", "dueOn", "2018-03-31", "due_on"),
    "TIER_LINK": ("tier:c2:t1:2017-06-01", "c2", "validTo", "2018-06-01", "valid_to"),
    "VIOLATION": ("v1", "", "actedOn", "2018-02-04", "acted_on"),
}
"""By kind: id, subject, field, right value, and the field's name in the ladder's tables."""

FACTS = """
... on FactsWritten {
  revision recordedAt dryRun replayed
  events { kind reason before { version } after { version } }
  facts { id version kind fields supersededAt }
  closed { id version supersededAt }
  trace { rules clauses { id } facts { id version } }
  account { uid } party { partyId } obligation { id }
}
"""


async def world(engine: Engine) -> Desk:
    """The worked example with a fact of every kind."""
    return await at(engine, "2018-05-01", *PAPERS)


def named(kind: str) -> dict[str, str]:
    id_, subject, *_ = EACH[kind]
    return {"kind": kind, "id": id_} | ({"subject": subject} if subject else {})


def _same(found: dict[str, Any]) -> dict[str, Any]:
    return found | {"dryRun": None}


def test_there_is_a_row_for_each_kind():
    assert {each.value for each in KINDS} == EACH.keys()
    assert {kind for kind, row in EACH.items() if row[1]} == BY_SUBJECT


async def test_a_fact_of_every_kind_is_corrected(engine: Engine):
    """R120: a new version says the right value, and rests on the one before; dry first (S58)."""
    desk = await world(engine)
    for kind, (id_, _, name, value, column) in EACH.items():
        given = named(kind) | {"set": [{"name": name, "value": value}], "reason": "misread"}
        tried = await desk.change("correctFact", FACTS, dryRun=True, **given)
        found = await desk.change("correctFact", FACTS, **given)
        assert _same(tried) == _same(found), kind
        (fact,), (closed,), (event,) = found["facts"], found["closed"], found["events"]
        assert (fact["id"], fact["version"], fact["kind"]) == (id_, 2, kind)
        assert _first(fact["fields"][column]) == _first(value), kind
        assert (closed["version"], closed["supersededAt"]) == (1, found["recordedAt"])
        assert event["kind"].endswith(("_CORRECTED", "_ADVANCED", "_ENDED")), event
        assert event["reason"] == "misread"
        assert [event[side]["version"] for side in ("before", "after")] == [1, 2]
        assert found["trace"]["facts"] == [{"id": id_, "version": 1}]
        assert found["trace"]["rules"] == ["R120"]


def _first(value: object) -> str:
    """A value as it begins: a day, or a word, or of an instant its day."""
    return str(value).partition("T")[0]


async def test_a_fact_of_every_kind_is_taken_back_but_accounts_and_parties(engine: Engine):
    """I8: it is known no longer; what it was about is shown without it."""
    desk = await world(engine)
    for kind in EACH:
        given = named(kind) | {"reason": "another's"}
        if kind in ("ACCOUNT", "PARTY", "TIER_LINK"):
            continue
        if kind == "STANDING":
            assert await desk.refused("retractFact", **given) == "FACT_IN_USE"
            continue
        tried = await desk.change("retractFact", FACTS, dryRun=True, **given)
        found = await desk.change("retractFact", FACTS, **given)
        assert _same(tried) == _same(found), kind
        assert (found["facts"], len(found["closed"])) == ([], 1)
        (event,) = found["events"]
        assert event["kind"].endswith("_RETRACTED")
        assert event["after"] is None
        assert await desk.refused("retractFact", **given) == "FACT_UNKNOWN"
    for kind in ("ACCOUNT", "PARTY"):
        assert await desk.refused("retractFact", **named(kind), reason="no") == "FACT_IN_USE"


async def test_what_was_known_before_a_correction_is_still_told(engine: Engine):
    """I8: the two times of a link whose first day was misread."""
    desk = await at(engine, "2018-05-01")
    put = {"set": [{"name": "validFrom", "value": "2018-01-11"}], "reason": "misread"}
    link = {"kind": "LINK", "id": "link:u3:c1:2018-01-10", "subject": "u3"}
    await desk.change("correctFact", FACTS, **link, **put)
    question = """
    query ($day: Date!) {
      account(uid: "u3", asOf: $day) { partner { uid } }
      changes(kinds: ["LINK_CORRECTED"]) { edges { node { before { from } after { from } } } }
    }
    """
    for day, partner in (("2018-01-10", None), ("2018-01-11", {"uid": "c1"})):
        found = await ask(desk.shared, question, day=day)
        assert found["account"]["partner"] == partner
    (told,) = (edge["node"] for edge in found["changes"]["edges"])
    assert (told["before"]["from"], told["after"]["from"]) == ("2018-01-10", "2018-01-11")


REFUSED = [
    ({"kind": "PAYMENT", "id": "pay"}, {"name": "account", "value": "u3"}, "CONFLICTING_FACT"),
    ({"kind": "PAYMENT", "id": "pay"}, {"name": "colour", "value": "red"}, "INVALID_ARGUMENT"),
    ({"kind": "PAYMENT", "id": "pay"}, {"name": "recordedBy", "value": "me"}, "INVALID_ARGUMENT"),
    ({"kind": "PAYMENT", "id": "pay"}, {"name": "fen", "value": "1.5"}, "INVALID_ARGUMENT"),
    ({"kind": "PAYMENT", "id": "pay"}, {"name": "fen", "value": "1000"}, "INVALID_ARGUMENT"),
    ({"kind": "PAYMENT", "id": "pay"}, {"name": "fen"}, "INVALID_ARGUMENT"),
    ({"kind": "PAYMENT", "id": "cash"}, {"name": "fen", "value": "2999"}, "REFUND_TOO_LARGE"),
    ({"kind": "PAYMENT", "id": "back"}, {"name": "fen", "value": "-10001"}, "REFUND_TOO_LARGE"),
    (
        {"kind": "OBLIGATION", "id": "debt"},
        {"name": "fen", "value": "3999"},
        "SETTLEMENT_TOO_LARGE",
    ),
    (
        {"kind": "SETTLEMENT", "id": "s1"},
        {"name": "fen", "value": "10001"},
        "SETTLEMENT_TOO_LARGE",
    ),
    ({"kind": "AGREEMENT", "id": "fa"}, {"name": "party", "value": "nobody"}, "PARTY_UNKNOWN"),
    (
        {"kind": "LINK", "id": "link:u9:p3:2017-05-01", "subject": "u9"},
        {"name": "validTo", "value": "2017-05-01"},
        "EMPTY_INTERVAL",
    ),
    (
        {"kind": "LINK", "id": "link:u9:p3:2017-05-01", "subject": "u9"},
        {"name": "type", "value": "RESALE"},
        "CONFLICTING_FACT",
    ),
    (
        {"kind": "LINK", "id": "link:d0:t2:2018-02-01", "subject": "d0"},
        {"name": "validFrom", "value": "2018-01-31"},
        "ALREADY_LINKED",
    ),
    (
        {"kind": "STANDING", "id": "standing:p3:2017-04-01", "subject": "p3"},
        {"name": "validFrom", "value": "2017-05-02"},
        "FACT_IN_USE",
    ),
]


async def test_what_a_correction_may_not_say_is_refused(engine: Engine):
    """I7, I8, I14, Q14: nothing is stored by any of them."""
    desk = await world(engine)
    for named_, put, code in REFUSED:
        given = {**named_, "set": [put], "reason": "misread"}
        assert await desk.refused("correctFact", **given) == code, (named_, put)


@pytest.mark.parametrize(
    ("field", "value"),
    [("fen", "3000"), ("fen", "3001")],
)
async def test_a_payment_may_shrink_to_what_was_refunded_of_it(
    engine: Engine, field: str, value: str
):
    """Q14: refunds of 30.00 leave a payment of 30.00."""
    desk = await world(engine)
    given = {"kind": "PAYMENT", "id": "cash", "set": [{"name": field, "value": value}]}
    found = await desk.change("correctFact", FACTS, reason="misread", **given)
    assert found["facts"][0]["fields"]["fen"] == int(value)
    assert found["account"] == {"uid": "p3"}


async def test_what_rests_on_a_fact_keeps_it(engine: Engine):
    """I8: taken back in the other order, both go."""
    desk = await world(engine)
    for first, second in (
        ({"kind": "PAYMENT", "id": "cash"}, {"kind": "PAYMENT", "id": "back"}),
        ({"kind": "OBLIGATION", "id": "other-debt"}, {"kind": "SETTLEMENT", "id": "s1"}),
    ):
        assert await desk.refused("retractFact", **first, reason="no") == "FACT_IN_USE"
        await desk.change("retractFact", FACTS, **second, reason="no")
    await desk.change("retractFact", FACTS, kind="PAYMENT", id="cash", reason="no")
    given = {"kind": "OBLIGATION", "id": "other-debt", "reason": "no"}
    assert await desk.refused("retractFact", **given) == "FACT_IN_USE"  # the finding is there
    await desk.change("retractFact", FACTS, kind="FINDING", id="f1", reason="no")
    await desk.change("retractFact", FACTS, **given)


@pytest.mark.parametrize("mutation", ["correctFact", "retractFact"])
async def test_a_change_of_the_record_needs_a_reason_and_a_subject(engine: Engine, mutation: str):
    desk = await world(engine)
    more = {"set": [{"name": "text", "value": "x"}]} if mutation == "correctFact" else {}
    note = {"kind": "NOTE", "id": "noted", **more}
    assert await desk.refused(mutation, **note, subject="u9", reason=" ") == "INVALID_ARGUMENT"
    assert await desk.refused(mutation, **note, reason="why") == "INVALID_ARGUMENT"
    assert await desk.refused(mutation, **note, subject="u8", reason="why") == "FACT_UNKNOWN"
    stale = {"subject": "u9", "reason": "why", "expectedVersion": 2}
    assert await desk.refused(mutation, **note, **stale) == "VERSION_STALE"
