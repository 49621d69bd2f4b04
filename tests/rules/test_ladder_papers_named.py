"""What papers have in common: kinds and acts, parties by their accounts, ids, and known times."""

from datetime import UTC, date, datetime

import pytest

from graph.ladder import canonical, parse, print_world
from graph.model import AuthorisedAct, Verdict
from graph.model.facts import UNKNOWN_SINCE
from tests.rules.test_ladder_papers import (
    ASKED,
    D1,
    D2,
    D3,
    LOST,
    MUST,
    ONE,
    S2,
    SIGNED,
    THREE,
    TOLD,
    TWO,
    stated,
)


@pytest.mark.parametrize(
    "kind",
    [
        *("end of agreement", "breach", "termination", "standing end", "top up", "violation"),
        *("customer request", "rule change", "force majeure", "policy change", "fee"),
        "assignment",
    ],
)
def test_a_notice_says_of_what(kind: str) -> None:
    line = f"harbor was notified of {kind} on {ONE}"
    (found,) = parse(line).notices
    assert found.kind == kind.upper().replace(" ", "_")
    assert print_world(parse(line)) == f"{line}\n"


@pytest.mark.parametrize("act", ["manage", "transfer", "pay", "refund", "change data"])
def test_a_customer_lets_a_partner_act_until_a_day_that_may_be_learnt_later(act: str) -> None:
    line = f"acme lets harbor {act} from {ONE} to {THREE} known from {TWO}"
    opened, closed = parse(line).authorisations
    assert (opened.valid_to, closed.valid_to) == (None, D3)
    assert (opened.superseded_at, closed.recorded_at) == (S2, S2)
    assert opened.id == f"authorisation:acme:harbor:{closed.act}:2018-03-01"
    assert closed.act is AuthorisedAct(act.upper().replace(" ", "_"))
    assert print_world(parse(line)) == f"{line}\n"


def test_a_bare_name_stands_for_the_owner_of_the_account() -> None:
    text = (
        "harbor owned by harbor-ltd\n"
        f"harbor signed FA on {ONE}\n"
        f"party harbor signed CA on {ONE}\n"
        f"harbor violated MR 6.1 as class 1 acted {ONE}\n"
        f"harbor deposited 1.00 on {ONE}\n"
        f"harbor was notified of breach on {ONE} from harbor\n"
        f"harbor was notified of breach on {TWO} from party harbor\n"
        f"acme asked for exit on {ONE} by harbor\n"
        f"acme asked for move on {ONE} by party harbor\n"
    )
    world = parse(text)
    assert [each.party for each in world.agreements] == ["harbor-ltd", "harbor"]
    for paper in (*world.violations, *world.deposit_entries, *world.notices):
        assert paper.party == "harbor-ltd"
    assert [each.sender for each in world.notices] == ["harbor-ltd", "harbor"]
    assert [each.applied_by for each in world.requests] == ["harbor-ltd", "harbor"]
    assert canonical(parse(print_world(world))) == canonical(world)
    assert "by party harbor\n" in print_world(world)


def test_accounts_and_parties_are_made_by_being_named_in_papers() -> None:
    world = parse(
        f"acme lets harbor pay from {ONE}\n"
        f"birch asked for move on {ONE} to east\n"
        f"linden asked for entry on {ONE} under east\n"
        f"harbor must TELL since {ONE} under FA 8.4.3 for reed\n"
        "tarn reached 1 of 2 new customers in 2018-Q1\n"
        f"cedar fee of 2018-03 paid on {ONE}\n"
        f"willow signed FA on {ONE}\n"
        "moss has note x\n"
    )
    owned = {account.id: account.owner for account in world.accounts}
    own = {uid: uid for uid in ("cedar", "east", "harbor", "linden", "tarn")}
    assert owned == own | {uid: f"cust:{uid}" for uid in ("acme", "birch", "reed")}
    assert {party.id for party in world.parties} == {*owned.values(), "willow"}


def test_notes_are_numbered_and_papers_said_twice_are_one() -> None:
    lines = f"acme has note x\n{LOST} for o1\n{LOST} for v1\n{LOST}\n"
    world = parse(lines * 2)
    assert [note.id for note in world.notes] == ["note:acme", "note:acme:2"]
    assert {entry.id for entry in world.deposit_entries} == {
        "deposit:willow:DEDUCTED:2018-03-01",
        "deposit:willow:DEDUCTED:2018-03-01:o1",
        "deposit:willow:DEDUCTED:2018-03-01:v1",
    }
    assert canonical(parse(print_world(world))) == canonical(world)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        (SIGNED, D1),
        (f"harbor signed FA sealed {TWO} in force from {ONE}", D2),
        ("harbor signed FA", None),
        (f"willow violated MR 6.1 as class 1 decided {TWO}", D2),
        ("willow violated MR 6.1 as class 1", None),
        (LOST, D1),
        (f"{TOLD} sent 2018-01-01", D1),
        (f"{ASKED} granted {THREE}", D1),
        (MUST, D1),
        ("willow reached 1 of 2 new customers in 2018-Q4", date(2019, 1, 1)),
        ("willow reached 1 of 2 new customers in 9999-Q4", date.max),
        ('acme has note "x"', None),
    ],
)
def test_a_paper_is_known_since_its_first_day_unless_its_line_says(
    line: str, day: date | None
) -> None:
    known = UNKNOWN_SINCE if day is None else datetime(*day.timetuple()[:3], tzinfo=UTC)
    shift = 0 if day is None else 8 * 3600
    assert (stated(line).recorded_at - known).total_seconds() == -shift
    late = parse(f"{line} known from 2019-05-01T10:00:00")
    assert print_world(late) == f"{line} known from 2019-05-01T10:00:00\n"


def test_a_paper_has_versions_that_say_which_they_are() -> None:
    text = (
        f"{ASKED} as r1 known until {THREE}\n"
        f"{ASKED} granted {THREE} as r1 version 2 known from {THREE}\n"
    )
    world = parse(text)
    assert [each.verdict for each in world.requests] == [None, Verdict.GRANTED]
    assert print_world(world) == text
