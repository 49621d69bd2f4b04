"""All that writes to a store, and the feed of what was written.

One commit at a time, each the next number of a gapless sequence, each told in events that are
chained by their hashes. Nothing is overwritten but the newest version of a party or an account,
whose earlier versions are kept beside it.
"""

from graph.store.ledger.answered import (
    WrongEdges,
    WrongSum,
    lasting,
    wrong_edges,
    wrong_exposures,
)
from graph.store.ledger.answering import (
    ANSWERING,
    DeriveEdges,
    Right,
    answer_by,
    settle_edges,
    settle_some_edges,
)
from graph.store.ledger.begun import (
    Kept,
    Reached,
    Settling,
    State,
    settling_edges,
    settling_postings,
    settling_state,
)
from graph.store.ledger.by_month import ByMonth
from graph.store.ledger.catching_up import catch_up_edges, catch_up_postings
from graph.store.ledger.changes import Changes, Wanted, changes
from graph.store.ledger.commit import commit
from graph.store.ledger.differing import differences
from graph.store.ledger.drafts import Draft, draft
from graph.store.ledger.feed import (
    Audit,
    Cursor,
    News,
    Touch,
    audit,
    chained_events,
    cursor,
    events,
    feed,
)
from graph.store.ledger.head import revision
from graph.store.ledger.line import Queue, fared, waiting
from graph.store.ledger.mending import Mended, settle_postings
from graph.store.ledger.plant import Conflict, Fate, Planted, planned, plant
from graph.store.ledger.posting import Derive, Moved, post_by
from graph.store.ledger.repairing import repair_exposures
from graph.store.ledger.replay import Replayed, ReplayImpossible, replay
from graph.store.ledger.settling import (
    posted_ahead,
    postings_apart,
    settle_some,
)
from graph.store.ledger.values import (
    Author,
    Committed,
    Decide,
    Decision,
    Event,
    FactUnplaced,
    IdempotencyKeyReused,
    Occurrence,
    Once,
)

__all__ = [
    "ANSWERING",
    "Audit",
    "Author",
    "ByMonth",
    "Changes",
    "Committed",
    "Conflict",
    "Cursor",
    "Decide",
    "Decision",
    "Derive",
    "DeriveEdges",
    "Draft",
    "Event",
    "FactUnplaced",
    "Fate",
    "IdempotencyKeyReused",
    "Kept",
    "Mended",
    "Moved",
    "News",
    "Occurrence",
    "Once",
    "Planted",
    "Queue",
    "Reached",
    "ReplayImpossible",
    "Replayed",
    "Right",
    "Settling",
    "State",
    "Touch",
    "Wanted",
    "WrongEdges",
    "WrongSum",
    "answer_by",
    "audit",
    "catch_up_edges",
    "catch_up_postings",
    "chained_events",
    "changes",
    "commit",
    "cursor",
    "differences",
    "draft",
    "events",
    "fared",
    "feed",
    "lasting",
    "planned",
    "plant",
    "post_by",
    "posted_ahead",
    "postings_apart",
    "repair_exposures",
    "replay",
    "revision",
    "settle_edges",
    "settle_postings",
    "settle_some",
    "settle_some_edges",
    "settling_edges",
    "settling_postings",
    "settling_state",
    "waiting",
    "wrong_edges",
    "wrong_exposures",
]
