"""Mistakes about where a period ends."""

from tests.rules.mutants.mutant import Mutant

PERIODS = (
    Mutant(
        "start day counted",
        "graph/calendar/deadlines.py",
        "day = days_after(day, 1)\n        rest = rest_on(day, readings)",
        "rest = rest_on(day, readings)\n        day = days_after(day, 1)",
        "test_detachment_timing",
    ),
    Mutant(
        "weekends never work",
        "graph/calendar/workdays.py",
        'if day in known.made_up and readings.chosen("Q1") == "MAKE_UP_DAYS_WORK":',
        'if day in known.made_up and readings.chosen("Q1") == "NEVER":',
        "test_detachment_timing",
    ),
    Mutant(
        "holidays ignored",
        "graph/calendar/workdays.py",
        "if holiday := known.holidays.get(day):",
        "if holiday := known.holidays.get(date.max):",
        "test_detachment_timing",
    ),
    Mutant(
        "effect on the last day of a period of working days",
        "graph/calendar/deadlines.py",
        "effect_from=days_after(day, 1),",
        "effect_from=day,",
        "test_detachment_timing",
    ),
    Mutant(
        "effect on the last day of a month",
        "graph/calendar/deadlines.py",
        "effect_from=days_after(last, 1),",
        "effect_from=last,",
        "test_detachment_timing",
    ),
    Mutant(
        "month of 30 days",
        "graph/calendar/periods.py",
        "return same_day(start, period.amount)\n",
        "return days_after(start, 30 * period.amount)\n",
        "test_detachment_timing",
    ),
    Mutant(
        "month-end overflow",
        "graph/calendar/periods.py",
        "return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))",
        "return days_after(date(year, month + 1, 1), start.day - 1)",
        "test_detachment_timing",
    ),
    Mutant(
        "calendar guessed",
        "graph/calendar/years.py",
        "        raise CalendarNotPublished(year)\n",
        "        return CalendarYear(year, (), (), ())\n",
        "test_detachment_timing",
    ),
)
