"""Which of two clauses prevails where they conflict, and why (R02)."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import combinations

from msgspec import Struct

from graph.clauses import CLAUSES, Wording
from graph.model import Readings, Trace, cite, join
from graph.readings import Q8, Q10, Q12, Q15, Q25, Q26

RANKS = {"CA": 0, "IP": 0, "FA": 1, "MR": 1, "CC": 2}
"""CA and its annex before FA and MR; MR is part of FA; law fills what the texts leave open."""

GENERAL_BREACH = "FA 7.1"
"""The general terms on breach, which yield to special ones (FA 7.1.3)."""

BREACH = ("FA 4.2.4.2", "FA 4.2.7", "FA 7.2", "FA 3.5", "MR 6", "MR 7.1")
"""Clauses with special rules on breach: what they begin with."""

Decision = tuple[type[StrEnum], dict[str, str | None]]

READ: dict[frozenset[str], Decision] = {
    frozenset({"FA 3.4.4.1", "MR 3.5.2"}): (Q12, {Q12.AGENCY_JOINT: "FA 3.4.4.1"}),
    frozenset({"FA 4.2.3.6", "MR 3.5.3"}): (
        Q25,
        {Q25.AUTHORISED: "FA 4.2.3.6", Q25.FORBIDDEN: "MR 3.5.3"},
    ),
    frozenset({"FA 8.4.1", "MR 5.1.5"}): (
        Q10,
        {Q10.SURVIVES_EXCEPT_BREACH: "FA 8.4.1", Q10.ALL_LOST: "MR 5.1.5"},
    ),
    frozenset({"FA 8.4.1", "MR 6.2"}): (
        Q10,
        {Q10.SURVIVES_EXCEPT_BREACH: "MR 6.2", Q10.ALL_LOST: "MR 6.2"},
    ),
    frozenset({"FA 8.3.3", "MR 7.2"}): (
        Q15,
        {Q15.SEPARATE_ROUTES: "MR 7.2", Q15.FREE_CHOICE: None},
    ),
    frozenset({"CA 2.2.3", "CA 3.1"}): (Q26, {Q26.LATER_OF_TWO: "CA 3.1"}),
    frozenset({"CA 2.3.2②", "MR 7.3.3"}): (
        Q8,
        {Q8.END_LINKS: "CA 2.3.2②", Q8.KEEP_LINKS: "CA 2.3.2②"},
    ),
}
"""Pairs whose conflict an open question decides: the clause that prevails by each option.

None: neither does, both stand. For a partner's own exit MR 7.2 goes before FA 8.3.3 (Q15).
"""


class Pair(Struct, frozen=True):
    """Two clauses and the one that prevails; None: neither, they stand side by side."""

    first: str
    second: str
    winner: str | None
    reason: Wording
    trace: Trace


class Precedence(Struct, frozen=True):
    """Clauses, each against each; `winner` prevails over all others, if one does."""

    clauses: tuple[str, ...]
    winner: str | None
    pairs: tuple[Pair, ...]
    trace: Trace


def precedence(clauses: Sequence[str], readings: Readings) -> Precedence:
    """Which of some clauses prevails over all the others (R02, CA 3.2, FA 3.3.3, FA 7.1.3).

    `clauses` are ids that exist, `graph.clauses.clause` checks them.
    """
    asked = tuple(dict.fromkeys(clauses))
    pairs = tuple(between(*pair, readings) for pair in combinations(asked, 2))
    wins = {each: sum(pair.winner == each for pair in pairs) for each in asked}
    winner = next((each for each in asked if pairs and wins[each] == len(asked) - 1), None)
    return Precedence(asked, winner, pairs, join(pair.trace for pair in pairs))


def between(first: str, second: str, readings: Readings) -> Pair:
    """Which of two clauses prevails: by a reading, by rank of the texts, or as the special rule."""
    read = READ.get(frozenset({first, second}))
    if read is not None:
        return _read(first, second, read, readings)
    ranks = [RANKS[CLAUSES[each].text] for each in (first, second)]
    if ranks[0] != ranks[1]:
        return _ranked(first, second, first if ranks[0] < ranks[1] else second)
    for general, special in ((first, second), (second, first)):
        if _within(general, (GENERAL_BREACH,)) and _within(special, BREACH):
            words = Wording(
                "违约另有特别约定的，从其约定", "A special rule on breach prevails over the general"
            )
            return Pair(first, second, special, words, _cite(first, second, "FA 7.1.3"))
    words = Wording(
        "同一效力层级，按整体解释，两条并行",
        "Both are of one rank and are read together; neither prevails",
    )
    return Pair(first, second, None, words, _cite(first, second, "FA 3.3.3"))


def _read(first: str, second: str, read: Decision, readings: Readings) -> Pair:
    question, winners = read
    option = readings.of(question)
    words = Wording(
        f"文本未明，按 {question.__name__} 的解读 {option}",
        f"The texts leave it open; reading {question.__name__} = {option} decides",
    )
    trace = _cite(first, second) + cite(readings=(option,))
    return Pair(first, second, winners[option], words, trace)


def _ranked(first: str, second: str, winner: str) -> Pair:
    by_city = CLAUSES[winner].text in {"CA", "IP"}
    if by_city:
        words = Wording(
            "城市服务商协议优先于框架协议和管理规范", "CA and its annex prevail over FA and MR"
        )
        return Pair(first, second, winner, words, _cite(first, second, "CA 3.2"))
    words = Wording(
        "法律只补充文本未约定之处；强制性规定不在此判断",
        "Law fills what the texts leave open; mandatory law is not judged here",
    )
    return Pair(first, second, winner, words, _cite(first, second, "FA 10.4.3"))


def _within(clause: str, beginnings: tuple[str, ...]) -> bool:
    """Whether a clause is one of these or stands below one of them."""
    return any(clause == each or clause.startswith(f"{each}.") for each in beginnings)


def _cite(*clauses: str) -> Trace:
    return cite(rules=("R02",), clauses=clauses)
