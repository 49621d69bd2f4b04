"""What becomes of a row beside what is stored: left, taken, or refused with a code."""

from msgspec.structs import replace

from gateway.exchange.judging import Verdict, compared, judged
from gateway.exchange.reading import Lost, Row
from graph.ladder.naming import facts_of
from graph.model import AccountHistory, Fact, PartyId, Uid, World
from graph.rules.admission import Existing
from tests.exchange.folders import AT, ladder

OPEN = "u under p as agency from 2018-01-01"
ENDED = f"{OPEN} to 2018-03-16"
LEARNT = f"{ENDED} known from 2018-04-12"
PAID = "u paid 100.00 at 2018-03-01T00:00:00 as p1"


def facts(text: str, *fields: str) -> list[Fact]:
    world = ladder(text)
    return [fact for field in fields or ("links", "payments") for fact in getattr(world, field)]


def rows(found: list[Fact]) -> list[Row]:
    return [Row(fact, "links.csv", number) for number, fact in enumerate(found, 2)]


def verdict(text: str, stored: str, *, corrections: bool = False) -> Verdict:
    return compared(rows(facts(text)), facts(stored), corrections=corrections)


def outcome(found: Verdict) -> tuple[int, int, list[str]]:
    said = [str(problem) for _, problem in found.refused]
    return len(found.unchanged), len(found.taken), said


def test_a_row_that_is_not_stored_is_taken():
    assert outcome(verdict(OPEN, "")) == (0, 1, [])


def test_a_row_that_says_what_is_stored_changes_nothing():
    assert outcome(verdict(f"{OPEN}\n{PAID}", f"{OPEN}\n{PAID}")) == (2, 0, [])


def test_when_and_by_whom_it_was_recorded_makes_no_difference():
    (stored,) = facts(OPEN)
    told = replace(stored, recorded_at=AT, recorded_by="else", source="a.csv:3")
    assert outcome(compared(rows([told]), [stored])) == (1, 0, [])


def test_a_row_that_says_what_an_earlier_version_said_is_old_news():
    assert outcome(verdict(OPEN, LEARNT)) == (1, 0, [])


def test_an_end_now_filled_in_is_taken_as_the_next_version():
    found = verdict(ENDED, OPEN)
    assert outcome(found) == (0, 1, [])
    assert found.taken[0].fact.version == 2
    standing = "p is partner from 2017-01-01"
    ended = compared(
        rows(facts(f"{standing} to 2018-01-01 ended by expired", "standings")),
        facts(standing, "standings"),
    )
    assert outcome(ended) == (0, 1, [])


def test_both_versions_of_an_end_learnt_later_follow_the_open_one():
    assert outcome(verdict(LEARNT, OPEN)) == (0, 2, [])
    assert outcome(verdict(LEARNT, LEARNT)) == (2, 0, [])


def test_another_end_or_amount_is_refused_and_says_both():
    assert outcome(verdict(f"{OPEN} to 2018-03-17", ENDED))[2] == [
        (
            "links.csv:2: id: CONFLICTING_FACT: link:u:p:2018-01-01 is stored with valid_to "
            "2018-03-16, here 2018-03-17. Correct it here, or give --corrections to have it "
            "supersede what is stored"
        )
    ]
    assert (
        "valid_to 2018-03-17, here nothing" in outcome(verdict(OPEN, f"{OPEN} to 2018-03-17"))[2][0]
    )
    assert "fen 10000, here 10001" in outcome(verdict(PAID.replace("100.00", "100.01"), PAID))[2][0]


def test_with_corrections_it_supersedes_what_is_stored():
    found = verdict(PAID.replace("100.00", "90.00"), PAID, corrections=True)
    assert outcome(found) == (0, 1, [])
    assert found.taken[0].fact.version == 2


def test_a_row_twice_is_one_and_two_that_differ_are_refused():
    (link,) = facts(OPEN)
    assert outcome(compared(rows([link, link]), [])) == (1, 1, [])
    other = replace(link, valid_to=AT.date())
    found = outcome(compared(rows([link, other]), []))
    assert found[:2] == (0, 1)
    assert found[2][0].startswith(
        "links.csv:3: id: CONFLICTING_FACT: link:u:p:2018-01-01 stands at links.csv:2"
    )


BOOKS = """
p is partner from 2017-01-01
u under p as agency from 2018-01-01
w under q as agency from 2018-01-01
u owes 10.00 since 2018-02-01 for act as o1
o1 settled 5.00 on 2018-03-01 by p
u paid 1.00 at 2018-02-01T00:00:00 as p1
u paid -1.00 at 2018-02-02T00:00:00 refunding p1
"""


def judge(found: list[Fact], lost: list[Lost], existing: Existing | None = None) -> list[str]:
    first = Verdict([], rows(found), [])
    return [str(problem) for _, problem in judged(first, existing or Existing(), lost).refused]


def without(world: World, *ids: str) -> list[Fact]:
    return [fact for fact in facts_of(world) if fact.id not in ids]


def test_what_is_forbidden_is_refused_at_its_column():
    assert judge(without(ladder(BOOKS)), []) == [
        (
            "links.csv:12: partner: NOT_A_PARTNER: q has no PARTNER standing on 2018-01-01 "
            "(FA 3.4.1.2). Record its standing first, or begin the link inside it (I3, I4)."
        )
    ]


def test_what_rests_on_a_row_that_is_refused_or_lost_says_so():
    world = ladder(BOOKS)
    found = judge(
        without(world, "o1", "p1", "standing:p:2017-01-01"),
        [
            Lost("obligations", "o1", "obligations.csv:7"),
            Lost("payments", "p1", "payments.csv:8"),
            Lost("standings", "p", "standings.csv:9"),
        ],
    )
    assert [each.partition(": ")[2] for each in found if "its own row" in each] == [
        (
            "partner: NOT_A_PARTNER: p has no PARTNER standing on 2018-01-01 (FA 3.4.1.2): its own "
            "row, standings.csv:9, is refused"
        ),
        (
            "refund_of: PAYMENT_UNKNOWN: there is no payment 'p1' on account 'u' to refund: its "
            "own row, payments.csv:8, is refused"
        ),
        (
            "obligation: OBLIGATION_UNKNOWN: there is no obligation 'o1': its own row, "
            "obligations.csv:7, is refused"
        ),
    ]


def test_refusals_follow_each_other_down_to_what_rests_on_nothing_refused():
    world = ladder(BOOKS.replace("w under q as agency from 2018-01-01\n", ""))
    existing = Existing({}, frozenset({PartyId("cust:u")}), (), {})
    found = judge(without(replace(world, parties=())), [], existing)
    assert [each.split(": ")[2] for each in found] == [
        "PARTY_UNKNOWN",
        "PARTY_UNKNOWN",
        "ACCOUNT_UNKNOWN",
        "ACCOUNT_UNKNOWN",
    ]
    assert "its own row, links.csv:" in found[-1]


def test_what_the_store_holds_counts():
    world = ladder(BOOKS.replace("w under q as agency from 2018-01-01\n", ""))
    (standing,) = world.standings
    account = next(each for each in world.accounts if each.uid == "p")
    there = {Uid("p"): AccountHistory(account, (standing,))}
    parties = frozenset(PartyId(party.id) for party in world.parties)
    found = without(world, "p", standing.id)
    assert judge(found, [], Existing(there, parties)) == []
