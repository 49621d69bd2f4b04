"""Each alternative reading changes an answer in some world; a question with one reading says why.

The table of worlds is complete by a test: a new option needs a world, or a reason, here.
"""

from collections.abc import Callable
from typing import Any

import pytest

from graph.model import AccountPapers, AuthorisedAct, Cause, Fen, LinkType, Uid
from graph.readings import DEFAULTS, choose
from graph.readings.registry import OPTIONS
from graph.rules.authorisation import Allowed, retyped
from graph.rules.deposit.set_off import Due, Means, set_off
from graph.rules.detachment import Ground
from graph.rules.term import Term, ends
from tests.rules.asked import d, ladder, told
from tests.rules.charges import counted, first, of
from tests.rules.papered import ended as agreement_ended
from tests.rules.papered import fa, notice
from tests.rules.requested import detachment
from tests.rules.test_authorisation import FIRST, judged, known, paper
from tests.rules.test_fee_after_end import ENDED, lost
from tests.rules.test_survival import PLAIN, left

Answered = Callable[..., Any]

CITY = """
harbor is partner from 2017-04-01
harbor under east as city from 2017-05-01
"""
LOST = f"""
east is partner from 2017-04-01 to 2018-02-01
{CITY}
acme under harbor as agency from 2017-06-01
"""
USED_BEFORE = f"""
east is partner from 2017-04-01
{CITY}
acme under harbor as agency from 2017-06-01 to 2018-03-16
acme paid 250.00 at 2018-03-25T10:00:00 used 2018-03-10
"""


def period(term: Term, start: str) -> Answered:
    """The last day of a named period."""
    return lambda **readings: ends(term, d(start), choose(readings)).last_day


def cut(uid: str, ground: Ground, **said: Any) -> Answered:
    """Day, what is missing, what ends and what is to be done after a cut in the worked example."""

    def planned(**readings: str) -> Any:
        found = ladder("fixture", **readings).planned(uid, ground, **said)
        return found.on, found.requirements, found.ended, found.tasks

    return planned


def violations(**readings: str) -> Any:
    """Penalties and rights of a party with three violations of class 2 and one of class 1."""
    facts = [
        counted("v1", "2017-05-20", acted_on="2017-03-01"),
        counted("v2", "2017-11-11"),
        counted("v3", "2018-03-15"),
        first("v0", "2018-03-15"),
    ]
    found = of(facts, "2018-03-16", **readings)
    rights = [(each.kind, each.violations) for each in found.rights]
    return found.penalties, found.counting, rights


def may_pay(**readings: str) -> Any:
    found = judged(AuthorisedAct.PAY, FIRST, paper(AuthorisedAct.PAY), **readings)
    return found.refusal is None


def may_change_type(**readings: str) -> Any:
    papers = AccountPapers((paper(AuthorisedAct.TRANSFER),))
    found = retyped(Uid("acme"), LinkType.RESALE, papers, known(**readings), d(FIRST))
    return isinstance(found, Allowed)


def cutter(**readings: str) -> Any:
    """Who has to cut the link of a customer whose request is due."""
    world = ladder("fixture", **readings)
    case = detachment("CUSTOMER_REQUEST", "u5", world=world, notice_received_on="2018-02-13")
    return case.on("2018-02-24").next


def standing_lost(**readings: str) -> Any:
    """Where the cash of a customer counts whose city partner lost its tier-1."""
    return told(LOST, **readings).counts("acme", "2018-02-01")


WORLDS: dict[tuple[str, str], Answered] = {
    ("Q1", "WEEKENDS_NEVER"): period(Term.CUSTOMER_REQUEST_ANSWER, "2018-09-28"),
    ("Q2", "ROLL_OVER"): period(Term.DEPOSIT_REFUND, "2018-03-31"),
    ("Q3", "MORE_THAN_3"): violations,
    ("Q4", "CUMULATIVE_14000"): violations,
    ("Q5", "FROM_ACT"): violations,
    ("Q7", "AUTOMATIC"): standing_lost,
    ("Q8", "KEEP_LINKS"): cut("t1", Ground.PARTNER_EXIT, decided_on="2018-03-16"),
    ("Q9", "FORMER_PARTNER"): lambda **r: ladder("s02", **r).roles("u4", "2018-03-20"),
    ("Q9", "CUSTOMER"): lambda **r: ladder("s02", **r).roles("u4", "2018-03-20"),
    ("Q10", "ALL_LOST"): lambda **r: lost(ENDED, "2018-04-01", **r),
    ("Q11", "ALWAYS_JOINT"): lambda **r: ladder("fixture", **r).roles("u3", "2018-03-10"),
    ("Q13", "TIER1"): lambda **r: ladder("fixture", **r).roles(
        "c1", "2018-03-10", Cause.PARTNER_BREACH
    ),
    ("Q14", "CONSUMED"): lambda **r: told(USED_BEFORE, **r).statement().lines,
    ("Q15", "FREE_CHOICE"): lambda **r: agreement_ended(
        fa(), notice("END_OF_AGREEMENT", "2018-01-31", sender="harbor"), **r
    ),
    ("Q16", "MANUAL"): cutter,
    ("Q17", "FORBID"): may_change_type,
    ("Q20", "SEVEN"): lambda **r: (
        left(PLAIN, "2018-04-01", fa(), **r)["KEEP_LICENCE_LIMITS"].trace.clauses
    ),
    ("Q24", "AUTOMATIC"): lambda **r: agreement_ended(fa(), **r),
    ("Q25", "FORBIDDEN"): may_pay,
    ("Q28", "FA_LIVES_ON"): cut("c1", Ground.OTHER_GROUNDS, decided_on="2018-03-16"),
    ("Q29", "FEES_FIRST"): lambda **r: (
        set_off(
            Due.PENALTY, Fen(1_400_000), Means(Fen(500_000), fees=Fen(600_000)), choose(r)
        ).taken
    ),
}
"""A world for each alternative, and the answer in it that changes."""

ALONE = {
    "Q6": "CA 2.3.2① takes the cash from Party B, and nothing in the texts gives it to another.",
    "Q12": "FA 3.4.4 is the special rule, and nobody proposes that the general one prevails.",
    "Q18": "The texts cover one case; what goes beyond it is a decision by hand, not a rule.",
    "Q19": "It is about how clauses are cited, not about what follows from them.",
    "Q21": "Both dates are in the texts, each for its own end; the cascade can use only one.",
    "Q22": "The tables of the levels are missing, so the standards are what is configured.",
    "Q23": "The class is recorded with the finding; no rule could compute it from the act.",
    "Q26": "Both dates are stored, and the later is the only one that satisfies either clause.",
    "Q27": "A base that does not exist can't be taken as anything but nothing.",
    "Q30": "It is about what a preview offers; which way is taken is a decision.",
    "Q31": "Cash paid is the measure of MR and CA, and FA's words are met by it.",
    "Q32": "“From the day” has one meaning; the other would count a day twice.",
    "Q33": "The list is open by its own words, so any act may be recorded with its text.",
    "Q34": "Nothing is announced that would move it; a reading can't stand for an announcement.",
}
"""Questions that are read in one way only, and why no other changes an answer."""


@pytest.mark.parametrize(("question", "option"), WORLDS)
def test_an_alternative_changes_an_answer(question: str, option: str):
    answer = WORLDS[question, option]
    recommended = answer(**{question: DEFAULTS.chosen(question)})
    assert answer() == recommended
    assert answer(**{question: option}) != recommended


def test_every_alternative_has_its_world_and_every_question_without_one_its_reason():
    alternatives = {(q, option) for q, options in OPTIONS.items() for option in options[1:]}
    assert WORLDS.keys() == alternatives
    assert ALONE.keys() == {question for question, options in OPTIONS.items() if len(options) == 1}
    assert all(reason.endswith(".") for reason in ALONE.values())
