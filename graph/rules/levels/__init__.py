"""Levels of partners: what entry asks for, which level figures reach, and the quarterly test."""

from graph.rules.levels.assessment import (
    Certification,
    Outcome,
    Quarter,
    State,
    certification,
    quarter_of,
)
from graph.rules.levels.minimums import (
    MINIMUMS,
    Check,
    Eligibility,
    Figures,
    Minimum,
    eligibility,
)
from graph.rules.levels.table import SAMPLE, Level, Row, Table, reached, table

__all__ = [
    "MINIMUMS",
    "SAMPLE",
    "Certification",
    "Check",
    "Eligibility",
    "Figures",
    "Level",
    "Minimum",
    "Outcome",
    "Quarter",
    "Row",
    "State",
    "Table",
    "certification",
    "eligibility",
    "quarter_of",
    "reached",
    "table",
]
