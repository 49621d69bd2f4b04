"""Years of the calendar that an installed gateway learns: files in a folder of its own."""

from pathlib import Path

from msgspec import Struct

from gateway.settings import Settings
from graph import calendar
from graph.calendar import CalendarMisprint, CalendarYear


class KnownAlready(Exception):
    """The year has another calendar; the message says what to do."""


class Added(Struct, frozen=True):
    """A year that was added, its file, and whether anything changed."""

    known: CalendarYear
    path: Path
    changed: bool


def learn(settings: Settings) -> None:
    """Know the years of the settings' folder from now on. Raises CalendarMisprint."""
    folder = Path(settings.calendars)
    for path in sorted(folder.glob("*.json")):
        if not path.stem.isdecimal():
            raise CalendarMisprint(f"{path}: expected a year as the name, such as 2027.json")
        calendar.read(path.read_bytes(), int(path.stem), str(path))
    calendar.look_in(folder)


def add(settings: Settings, file: Path, *, replace: bool = False) -> Added:
    """Put a year into the settings' folder, once it is sure that it contradicts nothing.

    A calendar that is known already stays, unless `replace`: KnownAlready. Raises CalendarMisprint
    and OSError.
    """
    learn(settings)
    text = file.read_bytes()
    known = calendar.read(text, name=str(file))
    path = Path(settings.calendars) / f"{known.year:04d}.json"
    before = calendar.calendar_year(known.year) if calendar.place_of(known.year) else None
    if before == known:
        return Added(known, path, changed=False)
    if before is not None and not replace:
        raise KnownAlready(
            f"{known.year} has another calendar already, in {calendar.place_of(known.year)}; "
            "see it with `gateway calendar show`, and give --replace if this one is right"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_bytes(text)
    new.replace(path)
    learn(settings)
    return Added(known, path, changed=True)
