"""Mistakes about agreements, authorisations, tests and what goes on after an end."""

from tests.rules.mutants.mutant import Mutant

BEGIN = "graph/rules/agreements/begin.py"
ENDING = "graph/rules/agreements/ending.py"
CONTRACTS = "graph/rules/agreements/contracts.py"
ENTITLED = "graph/rules/agreements/entitled.py"
PRECEDENCE = "graph/rules/agreements/precedence.py"
EDITIONS = "graph/rules/agreements/editions.py"
AUTHORISATION = "graph/rules/authorisation.py"
LEVELS = "graph/rules/levels"
SURVIVAL = "graph/rules/survival.py"

PAPERS = (
    Mutant(
        "CA from the earlier seal", BEGIN, "Begin(max(each", "Begin(min(each", "test_agreements"
    ),
    Mutant(
        "CA without Aliyun's seal",
        BEGIN,
        "if agreement.sealed_on else None",
        "if any(both) else None",
        "test_agreements",
    ),
    Mutant(
        "signing beats the day agreed",
        BEGIN,
        "agreement.agreed_from or signed(agreement)",
        "signed(agreement) or agreement.agreed_from",
        "test_agreements",
    ),
    Mutant(
        "the last day of the term is out",
        ENDING,
        "        yield ending(days_after(last, 1), EndCause.EXPIRED, agreement, more=more)",
        "        yield ending(last, EndCause.EXPIRED, agreement, more=more)",
        "test_agreements",
    ),
    Mutant(
        "a will to go on that came too late extends",
        ENDING,
        "agreed <= last",
        "agreed > date.min",
        "test_agreements",
    ),
    Mutant(
        "every term extends",
        ENDING,
        "if reading is Q24.AUTOMATIC or (",
        "if reading is not Q24.AUTOMATIC or (",
        "test_agreements",
    ),
    Mutant(
        "a notice stated earlier ends earlier",
        ENDING,
        "on = max(period.effect_from, notice.stated_on or period.effect_from)",
        "on = notice.stated_on or period.effect_from",
        "test_agreement_notices",
    ),
    Mutant(
        "a first notice of breach ends",
        ENDING,
        "case EndCause.BREACH if stated is not None:",
        "case EndCause.BREACH:",
        "test_agreement_notices",
    ),
    Mutant(
        "the contract ends when the standing does",
        ENDING,
        "yield ending(received, cause, notice, more=cite(readings=(reading,)))",
        "yield ending(later, cause, notice, more=cite(readings=(reading,)))",
        "test_agreement_notices",
    ),
    Mutant(
        "an old notice ends a renewal",
        ENDING,
        "return agreement.kind is AgreementKind.FA and begin <= notice.received_on",
        "return agreement.kind is AgreementKind.FA",
        "test_agreement_notices",
    ),
    Mutant(
        "a partner's own notice ends",
        ENDING,
        "if own and reading is Q15.SEPARATE_ROUTES:",
        "if own and reading is Q15.FREE_CHOICE:",
        "test_agreement_notices",
    ),
    Mutant(
        "CA outlives FA",
        ENDING,
        "    if within.end is not None:\n",
        "    if within.end is None:\n",
        "test_agreements",
    ),
    Mutant(
        "a renewal without a gap is a gap",
        CONTRACTS,
        "last.end < each.start",
        "last.end <= each.start",
        "test_agreements",
    ),
    Mutant(
        "standing ends before the notice arrives",
        ENTITLED,
        "day = max(notice.stated_on or notice.received_on, notice.received_on)",
        "day = notice.stated_on or notice.received_on",
        "test_entitled",
    ),
    Mutant(
        "standing never resumes",
        ENTITLED,
        "if each >= day and each in rest), None)",
        "if each > day and each in rest and False), None)",
        "test_entitled",
    ),
    Mutant(
        "MR before CA",
        PRECEDENCE,
        "first if ranks[0] < ranks[1] else second",
        "second if ranks[0] < ranks[1] else first",
        "test_precedence",
    ),
    Mutant(
        "a revision applies on receipt",
        EDITIONS,
        "day = notice.stated_on or notice.received_on",
        "day = notice.received_on",
        "test_editions",
    ),
    Mutant(
        "an authorisation for one act allows all",
        AUTHORISATION,
        "if (each.act, each.partner) == (act, partner))",
        "if each.partner == partner)",
        "test_authorisation",
    ),
    Mutant(
        "an authorisation never ends",
        AUTHORISATION,
        "if day in each.interval), None)",
        "if day >= each.valid_from), None)",
        "test_authorisation",
    ),
    Mutant(
        "a resale account is handed on freely",
        AUTHORISATION,
        "link.fact.type is LinkType.RESALE and act is not AuthorisedAct.TRANSFER",
        "link.fact.type is LinkType.RESALE",
        "test_authorisation",
    ),
    Mutant(
        "more than the minimum asked",
        f"{LEVELS}/minimums.py",
        "else given >= needed)",
        "else given > needed)",
        "test_levels",
    ),
    Mutant(
        "a hole in the levels taken",
        f"{LEVELS}/table.py",
        "if lower.below < upper.first:",
        "if lower.below > upper.first:",
        "test_levels",
    ),
    Mutant(
        "one miss allows to cancel",
        f"{LEVELS}/assessment.py",
        "MISSES = 2\n",
        "MISSES = 1\n",
        "test_assessment",
    ),
    Mutant(
        "city partners tested",
        f"{LEVELS}/assessment.py",
        "    if tier is not None:\n        outcome",
        "    if tier is None:\n        outcome",
        "test_assessment",
    ),
    Mutant(
        "misses need not be in a row",
        f"{LEVELS}/assessment.py",
        "elif row and row[-1].interval.end == each.interval.start:",
        "elif row:",
        "test_assessment",
    ),
    Mutant(
        "no hiring counted from the first day after",
        SURVIVAL,
        "return days_after(ending.on, -1) if by_period else ending.on",
        "return ending.on",
        "test_survival",
    ),
    Mutant(
        "no hiring for ever",
        SURVIVAL,
        "if each.last_day is None or day <= each.last_day)",
        "if each.last_day is None or day >= each.since)",
        "test_survival",
    ),
    Mutant(
        "paid penalties stay due",
        SURVIVAL,
        "if each.outstanding > 0 and since <= day:",
        "if each.outstanding >= 0 and since <= day:",
        "test_survival",
    ),
)
