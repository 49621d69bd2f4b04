"""Spans of civil days."""

from datetime import date

import strawberry
from strawberry import field


@strawberry.type(description="Civil days from `from` up to, and without, `to` (期间).")
class Interval:
    """Reads `graph.model.Interval`."""

    start: date = field(name="from", description="First day in it (起始日).")
    end: date | None = field(
        name="to", description="First day after it (截止日，不含); null: open."
    )
