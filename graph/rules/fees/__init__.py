"""Service fees: schedule, entitlement, progress, and what an end takes (R30–R39).

R34 stands outside: what a tier-1 and its city partners pay each other in private does not concern
Aliyun (CA 2.2.4). A note may say so; no rule reads it.
"""

from graph.rules.fees.after_end import AfterEnd, Right, after_end
from graph.rules.fees.change import FeeChange
from graph.rules.fees.commission import Commission, commission
from graph.rules.fees.discount import Discount, DiscountScope, discount
from graph.rules.fees.entitlement import Entitlement, Fee, FeeLine, fee
from graph.rules.fees.file import ScheduleInvalid, read, sample
from graph.rules.fees.progress import FeeState, Progress, progress
from graph.rules.fees.schedule import Schedule, Table, Tier
from graph.rules.fees.timetable import Timetable, timetable
from graph.rules.fees.unpaid import Unpaid, unpaid

__all__ = [
    "AfterEnd",
    "Commission",
    "Discount",
    "DiscountScope",
    "Entitlement",
    "Fee",
    "FeeChange",
    "FeeLine",
    "FeeState",
    "Progress",
    "Right",
    "Schedule",
    "ScheduleInvalid",
    "Table",
    "Tier",
    "Timetable",
    "Unpaid",
    "after_end",
    "commission",
    "discount",
    "fee",
    "progress",
    "read",
    "sample",
    "timetable",
    "unpaid",
]
