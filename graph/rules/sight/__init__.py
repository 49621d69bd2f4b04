"""What a caller may see: its own part of the programme, on the days on which it was its part.

    days      on which days an account stood below a root, or above one
    clipping  dated facts as they look from within those days
    facts     accounts, debts, payments and papers, one kind after another
    single    one fact alone, as the change feed tells it
    parting   the end of a link, told to whom the account belonged until then

No contract says this; it follows from them that a partner deals with its own customers alone, and
with what they did while they were its own (FA 3.4.2.4, FA 4.2.3.6, MR 3.5.2).
"""

from graph.rules.sight.days import Days, Sight
from graph.rules.sight.facts import (
    account_papers,
    debt,
    history,
    party,
    party_papers,
    payments,
)
from graph.rules.sight.parting import parted
from graph.rules.sight.single import OF_ACCOUNT, OF_PARTY, is_later, single

__all__ = [
    "OF_ACCOUNT",
    "OF_PARTY",
    "Days",
    "Sight",
    "account_papers",
    "debt",
    "history",
    "is_later",
    "parted",
    "party",
    "party_papers",
    "payments",
    "single",
]
