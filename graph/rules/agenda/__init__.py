"""What a party has to do and by when, or has to wait for: its open deadlines on a day."""

from graph.rules.agenda.due import Due
from graph.rules.agenda.icalendar import icalendar
from graph.rules.agenda.open import agenda

__all__ = ["Due", "agenda", "icalendar"]
