"""What follows when a link is cut (R100–R116): one plan, shown by a preview and made by an act."""

from graph.rules.detachment.cascade import Edge, Ended
from graph.rules.detachment.conditions import Requirement
from graph.rules.detachment.cut import EXITS, Branch, Cut, Ground
from graph.rules.detachment.effects import AccountResult, ChangedDebt, MoneyEffect, Outcome
from graph.rules.detachment.plan import Plan, nothing_to_cut, plan
from graph.rules.detachment.tasks import Choice, Duty, Option, Task, Warned, WarningCode

__all__ = [
    "EXITS",
    "AccountResult",
    "Branch",
    "ChangedDebt",
    "Choice",
    "Cut",
    "Duty",
    "Edge",
    "Ended",
    "Ground",
    "MoneyEffect",
    "Option",
    "Outcome",
    "Plan",
    "Requirement",
    "Task",
    "Warned",
    "WarningCode",
    "nothing_to_cut",
    "plan",
]
