"""Mistakes about who answers for a debt, and for how much."""

from tests.rules.mutants.mutant import Mutant

LIABILITY = "graph/rules/liability.py"
CLAIMS = "graph/rules/claims.py"
EXPOSURE = "graph/rules/exposure.py"
OWING = "graph/rules/owing.py"
ANSWERING = "graph/rules/answering.py"

DEBTS = (
    Mutant(
        "agency partner not joint",
        LIABILITY,
        "_obligor(known, partner, ObligorRole.JOINT, clauses),",
        "",
        "test_liability",
    ),
    Mutant(
        "resale customer liable",
        LIABILITY,
        "if link.fact.type is LinkType.RESALE:",
        "if link.fact.type is LinkType.AGENCY and not uid:",
        "test_liability",
    ),
    Mutant(
        "tier-1 always joint",
        LIABILITY,
        "role = ObligorRole.JOINT_CONTINGENT",
        "role = ObligorRole.JOINT",
        "test_liability",
    ),
    Mutant(
        "tier-1 never joint",
        LIABILITY,
        "elif finding.mismanaged:\n        role = ObligorRole.JOINT",
        "elif finding.mismanaged:\n        role = ObligorRole.JOINT_CONTINGENT",
        "test_claims",
    ),
    Mutant(
        "tier-1 joint though bad management was ruled out",
        LIABILITY,
        "elif finding.mismanaged:",
        "elif finding:",
        "test_claims",
    ),
    Mutant(
        "finding counts before it was made",
        LIABILITY,
        "and each.found_on <= known.moment.as_of",
        "",
        "test_claims",
    ),
    Mutant(
        "unconverted resale falls on the customer",
        LIABILITY,
        "if last is not None:\n        return _pending(known, uid, last)",
        "",
        "test_liability",
    ),
    Mutant(
        "links of the day asked about instead of the day of occurrence",
        CLAIMS,
        "return obligors(known, debtor, day, debt)",
        "return obligors(known, debtor, known.moment.as_of, debt)",
        "test_claims",
    ),
    Mutant(
        "tier link of the day asked about",
        LIABILITY,
        "tier = holding(known.tier_links(partner), day) if partner is not None else None",
        "tier = holding(known.tier_links(partner), known.moment.as_of) if partner else None",
        "test_claims",
    ),
    Mutant(
        "partial payment ignored",
        CLAIMS,
        "left[at] = Fen(left[at] - used)",
        "left[at] = Fen(left[at])",
        "test_claims",
    ),
    Mutant(
        "settlement of tomorrow counts",
        CLAIMS,
        "if each.on <= moment.as_of]",
        "if each.on]",
        "test_claims",
    ),
    Mutant(
        "payer pays first what others answer for",
        CLAIMS,
        "key=lambda n: not spans[n].answers(settlement.by)",
        "key=lambda n: spans[n].answers(settlement.by)",
        "test_claims",
    ),
    Mutant(
        "recourse against oneself",
        CLAIMS,
        "bearer is not None and bearer.party != settlement.by:",
        "bearer is not None:",
        "test_claims",
    ),
    Mutant(
        "joint exposure summed",
        EXPOSURE,
        "distinct=_amount(debts, asked, DEFINITE),",
        "distinct=Amount(Fen(sum(one.gross.fen for one in each)), Fen(0), len(debts)),",
        "test_exposure",
    ),
    Mutant(
        "contingent debts counted as owed",
        EXPOSURE,
        "gross=amount(DEFINITE),",
        "gross=amount(ObligorRole),",
        "test_exposure",
    ),
    Mutant(
        "a portion owed as often as its party has roles",
        OWING,
        "role in DEFINITE and each.interval.start not in here",
        "role in DEFINITE",
        "test_owing",
    ),
    Mutant(
        "what waits for a finding owed in a sweep",
        OWING,
        "role in DEFINITE and each",
        "each",
        "test_owing",
    ),
    Mutant(
        "an edge outlives a finding",
        ANSWERING,
        "| {each.found_on for each in recorded(debt.findings, self.revision)}",
        "",
        "test_owing",
    ),
    Mutant(
        "an edge outlives a payment",
        ANSWERING,
        "| {each.on for each in recorded(debt.settlements, self.revision)}",
        "",
        "test_owing",
    ),
)
