"""Where two books of one hierarchy part: the platform's (there) and ours (here), on a day.

Rows are compared as they were recorded, not what follows from them: the export of the platform is
rows too, and only a row can be mended.
"""

from graph.rules.drift.compare import Drift, Kind, Parted, ambiguous, between
from graph.rules.drift.order import steps
from graph.rules.drift.same import Group, group, key, kinds, told

__all__ = [
    "Drift",
    "Group",
    "Kind",
    "Parted",
    "ambiguous",
    "between",
    "group",
    "key",
    "kinds",
    "steps",
    "told",
]
