"""The questions of the scenarios, as clients would put them."""

STATEMENT = """
query ($month: Month!, $knownAt: DateTime, $readings: [ReadingChoice!]) {
  performanceStatement(month: $month, knownAt: $knownAt, readings: $readings) {
    lines { directPartner { uid } feeHolder { uid } status total { fen } }
    conservation { balanced }
  }
}
"""
PLACE = """
query ($uid: String!, $asOf: Date, $knownAt: DateTime, $readings: [ReadingChoice!]) {
  account(uid: $uid, asOf: $asOf, knownAt: $knownAt, readings: $readings) {
    uid lifecycle role partner { uid } tier1 { uid } standing { from to }
    links { from to partner { uid } type }
  }
}
"""
PLAN = """
query ($request: String!, $asOf: Date, $readings: [ReadingChoice!]) {
  request(id: $request, asOf: $asOf, readings: $readings) {
    preview { ... on DetachmentPlan { planHash on executable } ... on Refusal { code } }
  }
}
"""
STATE = """
query ($request: String!, $asOf: Date, $readings: [ReadingChoice!]) {
  request(id: $request, asOf: $asOf, readings: $readings) { state earliest }
}
"""
LIABILITY = """
query ($debt: String!, $asOf: Date, $readings: [ReadingChoice!]) {
  liability(obligation: $debt, asOf: $asOf, readings: $readings) {
    obligors { party { partyId } role amount { fen } outstanding { fen } }
  }
}
"""
EVENTS = """
query ($uid: String!) { account(uid: $uid) { events(first: 100) { edges { node { kind } } } } }
"""
PERIOD = """
query ($request: String!, $asOf: Date, $readings: [ReadingChoice!]) {
  request(id: $request, asOf: $asOf, readings: $readings) {
    state earliest nextSteps { name until { countedDays lastDay effectFrom } }
  }
}
"""
ENTITLED = """
query ($uid: String!, $knownAt: DateTime, $readings: [ReadingChoice!]) {
  account(uid: $uid, knownAt: $knownAt, readings: $readings) {
    entitledStandings { days { from to } }
    owner { agreements { agreementId inForce { from to } } }
  }
}
"""
DEADLINE = """
query ($start: Date!, $kind: DeadlineKind!, $readings: [ReadingChoice!]) {
  deadline(start: $start, kind: $kind, readings: $readings) {
    ... on Deadline { countedDays lastDay effectFrom }
    ... on Refusal { code message nextStep }
  }
}
"""
FEE_DATES = """
query ($month: Month!, $readings: [ReadingChoice!]) {
  feeCalendar(month: $month, readings: $readings) {
    ... on FeeCalendar {
      statistics { lastDay } notice { lastDay } payment { lastDay } trace { rules }
    }
    ... on Refusal { code message }
  }
}
"""
DEPOSIT = """
query ($party: String!, $asOf: Date, $readings: [ReadingChoice!]) {
  deposit(party: $party, asOf: $asOf, readings: $readings) {
    ... on Deposit {
      balance { fen } shortfall { fen } claim { fen } overdue { fen }
      due { state deadline { lastDay } }
      topUps { amount { fen } unmet { fen } state remedy deadline { lastDay } }
      refund { state amount { fen } deadline { lastDay } }
    }
    ... on Refusal { code }
  }
}
"""
DUTIES = """
query ($party: String!, $asOf: Date, $readings: [ReadingChoice!]) {
  survivingDuties(party: $party, asOf: $asOf, readings: $readings) {
    ... on SurvivingDuties { duties { duty since lastDay trace { rules } } }
    ... on Refusal { code }
  }
}
"""
EXPOSURE = """
query ($parties: [String!]!, $asOf: Date, $readings: [ReadingChoice!]) {
  exposure(parties: $parties, asOf: $asOf, readings: $readings) {
    parties { party { partyId } gross { amount { fen } } contingent { amount { fen } } }
    grossSum { fen } distinct { amount { fen } outstanding { fen } }
  }
}
"""
VIOLATIONS = """
query ($party: String!, $asOf: Date, $knownAt: DateTime, $readings: [ReadingChoice!]) {
  violations(party: $party, asOf: $asOf, knownAt: $knownAt, readings: $readings) {
    ... on ViolationRecord {
      charges { violationId ordinal penalty { fen } } penalties { fen }
      rights { kind since through violations }
      terminations { founded contractEndsOn standingEndsOn forfeitsFees }
    }
    ... on Refusal { code }
  }
}
"""
PRICE = """
query ($party: String!, $class: ViolationClass!, $on: Date, $readings: [ReadingChoice!]) {
  penalty(party: $party, class: $class, on: $on, asOf: $on, readings: $readings) {
    ... on ViolationPrice { ordinal penalty { fen } givesRightToEnd }
    ... on Refusal { code }
  }
}
"""
SET_OFF = """
query (
  $party: String!, $amount: Fen!, $cause: SetOffCause!, $asOf: Date, $readings: [ReadingChoice!]
) {
  setOff(party: $party, amount: $amount, cause: $cause, asOf: $asOf, readings: $readings) {
    ... on SetOff {
      taken { source amount { fen } } claim { fen } topUp { fen } forfeited { fen } disputed
    }
    ... on Refusal { code }
  }
}
"""
FEE = """
query ($partner: String!, $month: Month!, $asOf: Date, $readings: [ReadingChoice!]) {
  serviceFee(partner: $partner, month: $month, asOf: $asOf, readings: $readings) {
    ... on ServiceFee {
      entitlement amount { fen } base { fen } missing { fen }
      progress { ... on FeeProgress { state outstanding { fen } lost { fen } } }
    }
    ... on Refusal { code }
  }
}
"""
FEES_AFTER = """
query ($input: DetachmentInput!, $asOf: Date, $readings: [ReadingChoice!]) {
  detachmentPreview(input: $input, asOf: $asOf, readings: $readings) {
    ... on DetachmentPlan {
      fees { partner { uid } month baseAfter { fen } before { fen } after { fen } losesTier }
    }
  }
}
"""
CERTIFICATION = """
query ($uid: String!, $asOf: Date, $readings: [ReadingChoice!]) {
  assessment(account: $uid, asOf: $asOf, readings: $readings) { state cancellableFrom }
}
"""
TREE = """
query (
  $root: String!, $asOf: Date, $depth: Int! = 3, $after: String, $readings: [ReadingChoice!]
) {
  hierarchy(
    root: $root, asOf: $asOf, depth: $depth, first: 4, after: $after, readings: $readings
  ) {
    complete truncatedReason pageInfo { hasNextPage endCursor }
    entries { account { uid } }
  }
}
"""
INTEGRITY = """
query ($benefit: Fen, $contractTotal: Fen, $feesPaid: Fen, $readings: [ReadingChoice!]) {
  integrityPenalty(
    benefit: $benefit, contractTotal: $contractTotal, feesPaid: $feesPaid, readings: $readings
  ) { ... on IntegrityPenalty { penalty { fen } } ... on Refusal { code } }
}
"""
STEPS = """
query ($request: String!, $asOf: Date, $readings: [ReadingChoice!]) {
  request(id: $request, asOf: $asOf, readings: $readings) {
    nextSteps { name actor account { uid } }
  }
}
"""
MAY = """
query ($account: String!, $partner: String!, $act: AuthorisedAct!, $asOf: Date,
       $readings: [ReadingChoice!]) {
  authorised(
    account: $account, partner: $partner, act: $act, asOf: $asOf, readings: $readings
  ) { allowed candidate { id } }
}
"""
LICENCE = """
query ($party: String!, $asOf: Date, $readings: [ReadingChoice!]) {
  survivingDuties(party: $party, asOf: $asOf, readings: $readings) {
    ... on SurvivingDuties { duties { duty trace { clauses { id } readings { question } } } }
  }
}
"""
FACTS = """
query ($uid: String!, $asOf: Date, $readings: [ReadingChoice!]) {
  account(uid: $uid, asOf: $asOf, readings: $readings) { links { id } }
}
"""
