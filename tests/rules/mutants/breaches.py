"""More mistakes about violations and the deposit: whose day counts, and what is held."""

from tests.rules.mutants.mutant import Mutant

COUNT = "graph/rules/violations/count.py"
PROCEEDINGS = "graph/rules/violations/proceedings.py"
TERMINATION = "graph/rules/violations/termination.py"
MOVES = "graph/rules/deposit/moves.py"
DEMAND = "graph/rules/deposit/demand.py"
REFUND = "graph/rules/deposit/refund.py"

BREACHES = (
    Mutant(
        "class 1 counts among class 2",
        COUNT,
        "second = [pair for pair in begun if pair[1].violation.rank is ViolationClass.CLASS_2]",
        "second = begun",
        "test_violation_counts",
    ),
    Mutant(
        "a finding after silence moves the day",
        PROCEEDINGS,
        "day, basis = min(done, key=lambda each: each[0])",
        "day, basis = max(done, key=lambda each: each[0])",
        "test_violation_proceedings",
    ),
    Mutant(
        "a dismissal works back",
        PROCEEDINGS,
        "return fact.decided_on is None or fact.decided_on <= day",
        "return True",
        "test_violation_proceedings",
    ),
    Mutant(
        "the standing ends before the notice arrives",
        TERMINATION,
        "standing_ends_on=max(arrived, notice.stated_on or arrived),",
        "standing_ends_on=notice.stated_on or arrived,",
        "test_violation_rights",
    ),
    Mutant(
        "a notice ends before it arrives",
        TERMINATION,
        "contract_ends_on=arrived,",
        "contract_ends_on=notice.sent_on or arrived,",
        "test_violation_rights",
    ),
    Mutant(
        "a deposit below zero",
        MOVES,
        "return -min(entry.fen, held)",
        "return -entry.fen",
        "test_deposit",
    ),
    Mutant(
        "a top-up counted from the deduction",
        DEMAND,
        "yield Asked(entry, entry.noticed_on, day, Fen(-move.change), entry.about)",
        "yield Asked(entry, entry.on, day, Fen(-move.change), entry.about)",
        "test_top_up",
    ),
    Mutant(
        "a deposit refunded after any end",
        REFUND,
        "if last.ending is not None and last.ending.cause not in EXPIRED:",
        "if last.ending is None:",
        "test_refund",
    ),
)
