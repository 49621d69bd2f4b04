"""Mistakes about days, and about when a thing was known."""

from tests.rules.mutants.mutant import Mutant

TIME = "graph/model/time.py"
MOMENT = "graph/model/moment.py"

DAYS = (
    Mutant(
        "closed interval end",
        TIME,
        "self.end is None or day < self.end)",
        "self.end is None or day <= self.end)",
        "test_attribution",
    ),
    Mutant(
        "open interval start",
        TIME,
        "return self.start <= day and",
        "return self.start < day and",
        "test_attribution",
    ),
    Mutant(
        "days of UTC",
        TIME,
        "return instant.astimezone(SHANGHAI).date()",
        "return instant.astimezone(UTC).date()",
        "test_performance",
    ),
    Mutant(
        "days that begin in UTC",
        TIME,
        "datetime.combine(day, time(), SHANGHAI)",
        "datetime.combine(day, time(), UTC)",
        "test_model_time",
    ),
    Mutant(
        "recorded time ignored",
        MOMENT,
        "if fact.recorded_at > self.known_at or",
        "if",
        "test_attribution",
    ),
    Mutant(
        "known an instant too late",
        MOMENT,
        "if fact.recorded_at > self.known_at or",
        "if fact.recorded_at >= self.known_at or",
        "test_model_moment",
    ),
    Mutant(
        "superseded versions still known",
        MOMENT,
        "fact.superseded_at > self.known_at:",
        "fact.superseded_at > fact.recorded_at:",
        "test_performance",
    ),
    Mutant(
        "overlap of intervals that only touch",
        TIME,
        "return both.end is None or start < both.end",
        "return both.end is None or start <= both.end",
        "test_admission_structure",
    ),
)
