"""Mistakes about service fees: who has one, of what, when it is paid, and what an end takes."""

from tests.rules.mutants.mutant import Mutant

SCHEDULE = "graph/rules/fees/schedule.py"
ENTITLEMENT = "graph/rules/fees/entitlement.py"
PROGRESS = "graph/rules/fees/progress.py"
AFTER_END = "graph/rules/fees/after_end.py"
TIMETABLE = "graph/rules/fees/timetable.py"
COMMISSION = "graph/rules/fees/commission.py"
DISCOUNT = "graph/rules/fees/discount.py"
UNPAID = "graph/rules/fees/unpaid.py"

FEES = (
    Mutant(
        "the standard itself does not reach it",
        SCHEDULE,
        "(tier for tier in self.tiers if base >= tier.start)",
        "(tier for tier in self.tiers if base > tier.start)",
        "test_fee_entitlement",
    ),
    Mutant(
        "the lowest tier for all",
        SCHEDULE,
        "return max(\n            (tier for",
        "return min(\n            (tier for",
        "test_fee_entitlement",
    ),
    Mutant(
        "fee rounded up",
        SCHEDULE,
        "return Fen(base * self.basis_points // WHOLE)",
        "return Fen(-(-base * self.basis_points // WHOLE))",
        "test_fee_entitlement",
    ),
    Mutant(
        "the first announcement holds for ever",
        SCHEDULE,
        "for each in reversed(self.announcements) if",
        "for each in self.announcements if",
        "test_fee_entitlement",
    ),
    Mutant(
        "an announcement holds before its day",
        SCHEDULE,
        "if each.start <= day)",
        "if each.start >= day)",
        "test_fee_entitlement",
    ),
    Mutant(
        "a rate table holds in its end month",
        SCHEDULE,
        "self.end is None or month < self.end",
        "self.end is None or month <= self.end",
        "test_fee_schedule",
    ),
    Mutant(
        "a city partner is paid a fee of its own cash",
        ENTITLEMENT,
        "if part.credit.holder == partner",
        "if part.credit.direct == partner",
        "test_fee_entitlement",
    ),
    Mutant(
        "a month as city partner for a part has no fee",
        ENTITLEMENT,
        "if not self.alone:",
        "if not self.alone or self.city:",
        "test_fee_entitlement",
    ),
    Mutant(
        "cash that is not eligible counts",
        ENTITLEMENT,
        "return bought.fee_eligible and schedule",
        "return schedule",
        "test_fee_entitlement",
    ),
    Mutant(
        "a refund is judged by itself",
        ENTITLEMENT,
        "bought = originals.get(paid.refund_of, paid) if paid.refund_of else paid",
        "bought = paid",
        "test_fee_entitlement",
    ),
    Mutant(
        "lines rounded each by itself",
        ENTITLEMENT,
        "for at in rounded[:rest]:",
        "for at in rounded[:0]:",
        "test_fee_entitlement",
    ),
    Mutant(
        "payable without an invoice",
        PROGRESS,
        "if found.invoiced_on is None:",
        "if found.invoiced_on is None and found.paid:",
        "test_fee_progress",
    ),
    Mutant(
        "a rejected invoice is valid",
        PROGRESS,
        "last.pop(FeeMove.INVOICED, None)",
        "last.get(FeeMove.INVOICED, None)",
        "test_fee_progress",
    ),
    Mutant(
        "late on the last day",
        PROGRESS,
        "FeeState.LATE if moment.as_of > due",
        "FeeState.LATE if moment.as_of >= due",
        "test_fee_progress",
    ),
    Mutant(
        "a dispute is lost with the end",
        PROGRESS,
        "open_ > 0 and not found.disputed",
        "open_ > 0",
        "test_fee_progress",
    ),
    Mutant(
        "steps of later days are taken",
        PROGRESS,
        "and step.on <= moment.as_of",
        "and step.on",
        "test_fee_progress",
    ),
    Mutant(
        "an invoice that comes late is paid with its own month",
        TIMETABLE,
        "while found.last_day < invoiced_on:",
        "while found.last_day < month.first:",
        "test_fee_timetable",
    ),
    Mutant(
        "every end for violations forfeits",
        AFTER_END,
        "if begun and not over and trace is not None:",
        "if begun and not over:",
        "test_fee_after_end",
    ),
    Mutant(
        "fees are forfeited before the notice arrives",
        AFTER_END,
        "and notice.received_on <= moment.as_of",
        "and notice.received_on",
        "test_fee_after_end",
    ),
    Mutant(
        "fees are lost with every end",
        AFTER_END,
        "if reading is Q10.ALL_LOST:",
        "if reading is not Q10.ALL_LOST:",
        "test_fee_after_end",
    ),
    Mutant(
        "a renewal is an end",
        AFTER_END,
        "overlaps(month.interval) or renews:",
        "overlaps(month.interval):",
        "test_fee_after_end",
    ),
    Mutant(
        "commission of a city partner's cash to its tier-1",
        COMMISSION,
        "own = part.credit.direct == partner or terms.city_partners_to_tier1",
        "own = True",
        "test_fee_market",
    ),
    Mutant(
        "discount for a city partner",
        DISCOUNT,
        "if tier is not None:",
        "if tier is not None and not standing:",
        "test_fee_market",
    ),
    Mutant(
        "disputed fees are set off",
        UNPAID,
        "if self.disputed or self.lost else self.fen",
        "if self.lost else self.fen",
        "test_fee_unpaid",
    ),
)
