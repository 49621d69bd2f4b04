"""Mistakes about what cash counts to, and about what a release takes."""

from tests.rules.mutants.mutant import Mutant

STANDING = "graph/rules/standing.py"
LIFECYCLE = "graph/rules/lifecycle.py"
ATTRIBUTION = "graph/rules/attribution.py"
PERFORMANCE = "graph/rules/performance.py"

BREAKDOWN = "graph/rules/breakdown.py"

CASH = (
    Mutant(
        "of an account's months the last alone",
        BREAKDOWN,
        "fen=Fen(one.fen + other.fen)",
        "fen=other.fen",
        "test_breakdown",
    ),
    Mutant(
        "payments of an account's first month alone",
        BREAKDOWN,
        "payments = one.payments + other.payments\n    return replace(",
        "payments = one.payments\n    return replace(",
        "test_breakdown",
    ),
    Mutant(
        "of a line's months the last alone",
        "graph/rules/period.py",
        "own + line.own, accounts + line.accounts",
        "line.own, line.accounts",
        "test_period",
    ),
    Mutant(
        "before less after",
        "graph/rules/restatement.py",
        "return Fen(self.after - self.before)",
        "return Fen(self.before - self.after)",
        "test_period",
    ),
    Mutant(
        "lines told that did not change",
        "graph/rules/restatement.py",
        "for each in every if each.fen)",
        "for each in every)",
        "test_period",
    ),
    Mutant(
        "fee to the city partner",
        ATTRIBUTION,
        "Status.ATTRIBUTED, direct, tier1, trace + cut_trace(standing)",
        "Status.ATTRIBUTED, direct, direct, trace + cut_trace(standing)",
        "test_performance",
    ),
    Mutant(
        "tier-1 without standing still paid",
        ATTRIBUTION,
        "standing = holding(known.standings(tier1), day)\n    if standing is None:",
        "standing = next(iter(known.standings(tier1)), None)\n    if standing is None:",
        "test_performance",
    ),
    Mutant(
        "partner without standing still paid",
        ATTRIBUTION,
        "standing = holding(known.standings(link.fact.partner), day)",
        "standing = next(iter(known.standings(link.fact.partner)), None)",
        "test_attribution",
    ),
    Mutant(
        "a partner's own cash forgotten",
        ATTRIBUTION,
        "return uid, own, cite(",
        "return None, own, cite(",
        "test_performance",
    ),
    Mutant(
        "refund by the link of the day of the refund",
        PERFORMANCE,
        "return Portion(day, day if counted is None else counted.day, payment.fen)",
        "return Portion(day, day, payment.fen)",
        "test_performance",
    ),
    Mutant(
        "refund in the month of its payment",
        PERFORMANCE,
        "return Portion(day, day if counted is None else counted.day, payment.fen)",
        "return Portion(*[day if counted is None else counted.day] * 2, payment.fen)",
        "test_performance",
    ),
    Mutant(
        "vouchers counted",
        PERFORMANCE,
        "counted.day, payment.fen)",
        "counted.day, Fen(payment.fen + payment.voucher_fen))",
        "test_performance",
    ),
    Mutant(
        "consumption read as payment",
        PERFORMANCE,
        "if moment.readings.of(Q14) is Q14.CONSUMED:",
        "if moment.readings.of(Q14) is Q14.PAID and payment.fen > 10**12:",
        "test_performance",
    ),
    Mutant(
        "cash of other fee holders counted",
        PERFORMANCE,
        "total = _sum(line for line in held if partner in (None, line.holder))",
        "total = _sum(held)",
        "test_performance",
    ),
)
LINKS = (
    Mutant(
        "customer links left behind by a release",
        STANDING,
        "if link.valid_from < release.day in link.interval:",
        "if link.valid_from > release.day in link.interval:",
        "test_standing",
    ),
    Mutant(
        "standing left behind by a release",
        STANDING,
        "if rest.start < r.day in rest), None)",
        "if rest.start > r.day in rest), None)",
        "test_standing",
    ),
    Mutant(
        "a move to another tier-1 is no release",
        STANDING,
        "and (effect.fact.tier1, effect.interval.end) not in begins",
        "and effect.interval.end not in {day for _, day in begins}",
        "test_standing",
    ),
    Mutant(
        "release without a decision",
        STANDING,
        "if self.moment.readings.of(Q7) is Q7.AUTOMATIC:",
        "if self.moment.readings.of(Q7) is not Q7.AUTOMATIC:",
        "test_attribution",
    ),
    Mutant(
        "agreement never lapses",
        STANDING,
        "if fact.end_cause != EXPIRED or",
        "if fact.end_cause == EXPIRED or",
        "test_standing",
    ),
    Mutant(
        "agency account waits for conversion",
        LIFECYCLE,
        "if last is None or last.fact.type is not LinkType.RESALE:",
        "if last is None:",
        "test_lifecycle",
    ),
    Mutant(
        "conversion of an earlier link counts",
        LIFECYCLE,
        "end <= fact.valid_from <= day",
        "fact.valid_from <= day",
        "test_lifecycle",
    ),
)
