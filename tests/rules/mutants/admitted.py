"""Mistakes about what may be taken in."""

from tests.rules.mutants.mutant import Mutant

STRUCTURE = "graph/rules/admission/structure.py"
MONEY = "graph/rules/admission/money.py"

ADMITTED = (
    Mutant(
        "overlap of links allowed",
        STRUCTURE,
        "other = overlap(fact.interval, accepted.known.links(fact.account))",
        "other = overlap(fact.interval, accepted.known.links(fact.account)[:0])",
        "test_admission_structure",
    ),
    Mutant(
        "two tier-1s allowed",
        STRUCTURE,
        "other = overlap(fact.interval, known.tier_links(fact.city))",
        "other = overlap(fact.interval, known.tier_links(fact.city)[:0])",
        "test_admission_structure",
    ),
    Mutant(
        "depth unlimited upwards",
        STRUCTURE,
        "above = overlap(fact.interval, accepted.known.tier_links(fact.tier1))",
        "above = overlap(fact.interval, accepted.known.tier_links(fact.tier1)[:0])",
        "test_admission_structure",
    ),
    Mutant(
        "depth unlimited downwards",
        STRUCTURE,
        "if each.interval.overlaps(fact.interval)), None",
        "if each.interval.is_empty), None",
        "test_admission_structure",
    ),
    Mutant(
        "a partner may be a customer",
        STRUCTURE,
        "    if own is not None:\n        return _is_partner(fact, fact.account, own)\n",
        "",
        "test_admission_structure",
    ),
    Mutant(
        "a customer may become a partner",
        STRUCTURE,
        "return None if link is None else _is_partner(fact, fact.account, link)",
        "return None",
        "test_admission_structure",
    ),
    Mutant(
        "an interval without a day taken in",
        STRUCTURE,
        "if not fact.interval.is_empty:\n        return None",
        "return None",
        "test_admission_structure",
    ),
    Mutant(
        "refunds of one payment not added up",
        MONEY,
        "if refunded[original] - fact.fen > first.fen:",
        "if -fact.fen > first.fen:",
        "test_admission_money",
    ),
    Mutant(
        "settlements of one debt not added up",
        MONEY,
        "paid[fact.obligation] += fact.fen",
        "paid[fact.obligation] = fact.fen",
        "test_admission_money",
    ),
    Mutant(
        "a finding on anybody taken in",
        MONEY,
        "return fact.party in owners",
        "return bool(owners)",
        "test_admission_money",
    ),
)
