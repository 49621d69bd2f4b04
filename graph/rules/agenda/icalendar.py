"""Open deadlines as an iCalendar text (RFC 5545), for any calendar program.

Each is an event of its last day, all day long and of no time of anybody's. Its UID is made from
what it is about, so that a calendar that reads the text again finds the same events, moved or gone.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from graph.model import Moment, PartyId
from graph.rules.agenda.due import Due

FOLD = 75
"""Most octets of a line, its end not counted."""

ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def icalendar(party: PartyId, dues: Iterable[Due], moment: Moment) -> str:
    """The text, with CRLF after each line; what has no last day is left out.

    It is stamped with the moment of knowledge, so that the same question gives the same text.
    """
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//partner-gateway//deadlines//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(f'Deadlines of {party}')}",
        f"X-WR-CALNAME:{_text(f'Deadlines of {party}')}",
        *(line for due in dues for line in _event(party, due, moment)),
        "END:VCALENDAR",
    )
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(party: PartyId, due: Due, moment: Moment) -> Iterator[str]:
    if due.last_day is None:
        return
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(f'{due.kind or due.what.en}/{due.about.id}/{party}@partner-gateway')}"
    yield f"DTSTAMP:{_instant(moment.known_at)}"
    yield f"DTSTART;VALUE=DATE:{due.last_day.isoformat().replace('-', '')}"
    yield f"SUMMARY:{_text(_summary(due, moment))}"
    yield f"DESCRIPTION:{_text(_description(due))}"
    yield f"CATEGORIES:{_text(due.clause)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _summary(due: Due, moment: Moment) -> str:
    late = "逾期 overdue: " if due.overdue(moment.as_of) else ""
    about = f" ({due.account})" if due.account else ""
    return f"{late}{due.what.zh} · {due.what.en}{about}"


def _description(due: Due) -> str:
    said = [f"{due.clause}, since {due.since}, paper {due.about.id}"]
    if due.deadline is not None:
        said.append(f"effect from {due.deadline.effect_from}")
        said += [f"not counted: {each.day} {each.zh} {each.en}" for each in due.deadline.skipped]
    return "\n".join(said)


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    return value.translate(ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no character cut, each but the first with a blank.

    >>> list(_folded("x" * 80))[1]
    ' xxxxx'
    """
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > FOLD:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece
