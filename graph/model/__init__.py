"""What exists: ids, days and instants, money, facts with two times, moments and traces. Pure."""

from graph.model.facts import (
    Account,
    AccountCondition,
    Cause,
    Condition,
    Dated,
    Fact,
    Finding,
    Link,
    LinkType,
    Obligation,
    Party,
    PartyKind,
    Payment,
    Settlement,
    Standing,
    TierLink,
)
from graph.model.history import AccountHistory, Histories, ObligationHistory, World
from graph.model.ids import ALIYUN, FactId, PartyId, Uid
from graph.model.moment import Moment
from graph.model.money import Fen, parse_yuan, print_yuan, split
from graph.model.readings import Readings
from graph.model.time import SHANGHAI, Interval, Month, day_of, start_of
from graph.model.trace import Trace, cite, join

__all__ = [
    "ALIYUN",
    "SHANGHAI",
    "Account",
    "AccountCondition",
    "AccountHistory",
    "Cause",
    "Condition",
    "Dated",
    "Fact",
    "FactId",
    "Fen",
    "Finding",
    "Histories",
    "Interval",
    "Link",
    "LinkType",
    "Moment",
    "Month",
    "Obligation",
    "ObligationHistory",
    "Party",
    "PartyId",
    "PartyKind",
    "Payment",
    "Readings",
    "Settlement",
    "Standing",
    "TierLink",
    "Trace",
    "Uid",
    "World",
    "cite",
    "day_of",
    "join",
    "parse_yuan",
    "print_yuan",
    "split",
    "start_of",
]
