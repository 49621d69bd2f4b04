"""Mistakes about fees, deadlines on paper, and the comparison with the platform."""

from tests.rules.mutants.mutant import Mutant

SCHEDULE = "graph/rules/fees/schedule.py"
AFTER_END = "graph/rules/fees/after_end.py"
ENTITLEMENT = "graph/rules/fees/entitlement.py"

AGREED = (
    Mutant(
        "a tier needs more than its number",
        SCHEDULE,
        "if base >= tier.start),",
        "if base > tier.start),",
        "test_fee_entitlement",
    ),
    Mutant(
        "a tier's rate of what lies above it only",
        SCHEDULE,
        "return Fen(base * self.basis_points // WHOLE)",
        "return Fen((base - self.start) * self.basis_points // WHOLE)",
        "test_fee_entitlement",
    ),
    Mutant(
        "service fee paid to the city partner",
        ENTITLEMENT,
        "        if not self.alone:\n",
        "        if not self.alone and not self.city:\n",
        "test_fee_entitlement",
    ),
    Mutant(
        "fees forfeited by any notice",
        AFTER_END,
        "if begun and not over and trace is not None:",
        "if begun and not over:",
        "test_fee_after_end",
    ),
    Mutant(
        "fees lost with every end",
        AFTER_END,
        "if reading is Q10.ALL_LOST:",
        "if reading is not None:",
        "test_fee_after_end",
    ),
    Mutant(
        "the fee's dates never move",
        "graph/rules/term.py",
        "rule.period, readings, moves=rule.moves)",
        "rule.period, readings)",
        "test_fee_timetable",
    ),
    Mutant(
        "a task that was done stays open",
        "graph/rules/agenda/account.py",
        "fact.done_on <= moment.as_of",
        "fact.done_on < moment.as_of",
        "test_agenda",
    ),
    Mutant(
        "what the platform leaves empty is drift",
        "graph/rules/drift/same.py",
        'if one != other and (name in ENDS or one not in (None, ""))',
        "if one != other",
        "test_drift",
    ),
    Mutant(
        "a move leaves the old link open",
        "graph/rules/drift/mend.py",
        "        if other.valid_from < fact.valid_from:\n",
        "        if other.valid_from < fact.valid_from and other.valid_to:\n",
        "test_drift",
    ),
)
