"""What is asked, as GraphQL."""

LINEAGE = """query ($uid: String!) { account(uid: $uid) { uid role
  lineage { day role above { uid role } trace { rules clauses { id } facts { id } } } } }"""

LIABILITY = """query ($uid: String!) { liability(uid: $uid) {
  obligors { role clauses { id } } trace { rules clauses { id } facts { id } } } }"""

LIABILITIES = """query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Account { uid
  liability { obligors { role clauses { id } } trace { rules } } } } }"""

CHILDREN = """query ($uid: String!, $after: String) { account(uid: $uid) {
  children(first: 100, after: $after) { edges { node { uid name role } kind live }
  pageInfo { hasNextPage endCursor } } } }"""

SEARCH = """query ($search: String, $after: String) {
  accounts(search: $search, first: 20, after: $after) { edges { node { uid name } }
  pageInfo { hasNextPage } } }"""

ACCOUNTS = """query ($after: String) { accounts(first: 100, after: $after) {
  edges { node { uid name role } } pageInfo { hasNextPage endCursor } } }"""

PLAN = """query ($input: DetachmentInput!) { detachmentPreview(input: $input) { __typename
  ... on DetachmentPlan { planHash executable ended { __typename } accounts { __typename }
  trace { rules } } ... on Refused { message } } }"""

EXECUTE = """mutation ($input: ExecuteDetachmentInput!) { executeDetachment(input: $input) {
  __typename ... on DetachmentExecuted { revision } ... on Refused { message } } }"""

STATEMENT = """query ($month: Month!, $partner: String) {
  performanceStatement(month: $month, partner: $partner) { month own { fen } accounts { fen }
  cityPartners { total { fen } } total { fen } } }"""

TOTALS = """query ($month: Month!) { performanceStatement(month: $month) { month own { fen }
  accounts { fen } total { fen } directTotal { fen } noFeeHolder { fen } unattributed { fen }
  conservation { balanced } } }"""

LATE = """mutation ($input: EndCustomerLinksInput!) { endCustomerLinks(input: $input) {
  __typename ... on RowsDone { revision } ... on RowsRefused { message } } }"""

SWEEP = """{ exposures(first: 50) { edges { node { party { partyId } } } } }"""

MONTHS = (*(f"2025-{month:02}" for month in range(3, 13)), "2026-01", "2026-02")

_OF_MONTHS = " ".join(
    f'm{at}: performanceStatement(month: "{month}", partner: $partner) {{ month total {{ fen }} }}'
    for at, month in enumerate(MONTHS)
)

YEAR = "query ($partner: String) { " + _OF_MONTHS + " }"
"""Twelve months of a partner."""
