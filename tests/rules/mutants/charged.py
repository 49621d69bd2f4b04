"""Mistakes about violations, what they cost, the deposit, and what a penalty is taken from."""

from tests.rules.mutants.mutant import Mutant

COUNT = "graph/rules/violations/count.py"
RIGHTS = "graph/rules/violations/rights.py"
PROCEEDINGS = "graph/rules/violations/proceedings.py"
INTEGRITY = "graph/rules/violations/integrity.py"
SET_OFF = "graph/rules/deposit/set_off.py"
REFUND = "graph/rules/deposit/refund.py"

CHARGED = (
    Mutant(
        "violations never expire",
        COUNT,
        "for since, _ in before if day <= last_day(since, readings))",
        "for since, _ in before)",
        "test_violation_counts",
    ),
    Mutant(
        "violations expire a day early",
        COUNT,
        "for since, _ in before if day <= last_day(since, readings))",
        "for since, _ in before if day < last_day(since, readings))",
        "test_violation_counts",
    ),
    Mutant(
        "a fourth violation costs nothing new",
        COUNT,
        "TIERS[min(ordinal, len(TIERS)) - 1]",
        "TIERS[ordinal % len(TIERS) - 1]",
        "test_violation_counts",
    ),
    Mutant(
        "threshold above three",
        RIGHTS,
        "return 3 if moment.readings.of(Q3) is Q3.THIRD else 4",
        "return 4",
        "test_violation_rights",
    ),
    Mutant(
        "silence before its period has run",
        PROCEEDINGS,
        "return end.effect_from, end.trace",
        "return end.last_day, end.trace",
        "test_violation_proceedings",
    ),
    Mutant(
        "a reply on the last day is late",
        PROCEEDINGS,
        "fact.replied_on <= end.last_day:",
        "fact.replied_on < end.last_day:",
        "test_violation_proceedings",
    ),
    Mutant(
        "the three amounts of the integrity penalty added up",
        INTEGRITY,
        "most = max(part.fen for part in parts)",
        "most = Fen(sum(part.fen for part in parts))",
        "test_integrity",
    ),
    Mutant(
        "wrong order of a set-off",
        SET_OFF,
        "return (Source.DEPOSIT, Source.PREPAYMENT, Source.FEES)",
        "return (Source.DEPOSIT, Source.FEES, Source.PREPAYMENT)",
        "test_set_off",
    ),
    Mutant(
        "fees of a city partner's tier-1 touched",
        SET_OFF,
        "Fen(0) if means.city_partner or lost else means.fees",
        "Fen(0) if lost else means.fees",
        "test_set_off",
    ),
    Mutant(
        "forfeited fees set off all the same",
        SET_OFF,
        "Fen(0) if means.city_partner or lost else means.fees",
        "Fen(0) if means.city_partner else means.fees",
        "test_set_off",
    ),
    Mutant(
        "deposit refunded though there was a violation",
        REFUND,
        ", *_charges(papers, contracts, span)]",
        "]",
        "test_refund",
    ),
)
