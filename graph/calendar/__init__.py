"""Working days and periods (R01, Q1, Q2), by the holiday notices of the State Council.

One file a year, `graph/calendar/<year>.json`, and those of the folders that `look_in` is told of:
adding a file is all it takes to add a year. A year without a file is an error, never Monday to
Friday (I17). Days are civil dates in Asia/Shanghai.
"""

from graph.calendar.deadlines import Deadline, deadline
from graph.calendar.periods import Period, Unit
from graph.calendar.workdays import Reason, Skipped, is_workday, moved, next_workday
from graph.calendar.years import (
    CalendarMisprint,
    CalendarNotPublished,
    CalendarYear,
    Holiday,
    MakeUpDay,
    Notice,
    calendar_year,
    look_in,
    place_of,
    published_years,
    read,
)

__all__ = [
    "CalendarMisprint",
    "CalendarNotPublished",
    "CalendarYear",
    "Deadline",
    "Holiday",
    "MakeUpDay",
    "Notice",
    "Period",
    "Reason",
    "Skipped",
    "Unit",
    "calendar_year",
    "deadline",
    "is_workday",
    "look_in",
    "moved",
    "next_workday",
    "place_of",
    "published_years",
    "read",
]
