"""Facts as they are read: each question is one statement and gives the model's values.

Every function takes who is asked, an engine or an open transaction, and a list of keys, and gives
a mapping. What is read is whole: every version of every interval, so that the rules pick the day
and the moment of knowledge.
"""

from graph.store.facts.accounts import (
    accounts_of,
    branch,
    children,
    city_partners,
    every_history,
    every_uid,
    histories,
    parties,
)
from graph.store.facts.answering import (
    Over,
    answering_state,
    every_exposure,
    exposed_at,
    exposure_count,
    exposure_page,
    exposures,
    liable_for,
    place,
    rank,
)
from graph.store.facts.kept import Misfit, misfits
from graph.store.facts.listed import Enrolled, Page, enrolled, enrolled_after, search
from graph.store.facts.obligations import (
    every_obligation,
    findings_by_id,
    obligations,
    obligations_of,
    settlements_by_id,
)
from graph.store.facts.papers import (
    PAPERS,
    account_papers,
    authorisations,
    every_request,
    notes,
    open_requests,
    open_tasks,
    papers_by_id,
    party_papers,
)
from graph.store.facts.payments import (
    payments,
    payments_by_id,
    payments_since,
    refunds_on,
)
from graph.store.facts.postings import (
    Place,
    Posted,
    Steps,
    Sums,
    posting_state,
    posting_sums,
    postings_known,
)
from graph.store.facts.rows import Reader, Tell, batches
from graph.store.facts.whole import Former, besides_payments, every_id, former, world

__all__ = [
    "PAPERS",
    "Enrolled",
    "Former",
    "Misfit",
    "Over",
    "Page",
    "Place",
    "Posted",
    "Reader",
    "Steps",
    "Sums",
    "Tell",
    "account_papers",
    "accounts_of",
    "answering_state",
    "authorisations",
    "batches",
    "besides_payments",
    "branch",
    "children",
    "city_partners",
    "enrolled",
    "enrolled_after",
    "every_exposure",
    "every_history",
    "every_id",
    "every_obligation",
    "every_request",
    "every_uid",
    "exposed_at",
    "exposure_count",
    "exposure_page",
    "exposures",
    "findings_by_id",
    "former",
    "histories",
    "liable_for",
    "misfits",
    "notes",
    "obligations",
    "obligations_of",
    "open_requests",
    "open_tasks",
    "papers_by_id",
    "parties",
    "party_papers",
    "payments",
    "payments_by_id",
    "payments_since",
    "place",
    "posting_state",
    "posting_sums",
    "postings_known",
    "rank",
    "refunds_on",
    "search",
    "settlements_by_id",
    "world",
]
