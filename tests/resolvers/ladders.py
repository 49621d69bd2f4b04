"""The ladders of the scenarios, with lines of a test's own after them."""

from pathlib import Path

FOLDER = Path(__file__).parent.parent / "ladders"


def ladder(name: str, *lines: str) -> str:
    """The text of `tests/ladders/<name>.ladder`, and further lines."""
    return "\n".join((FOLDER.joinpath(f"{name}.ladder").read_text(encoding="utf-8"), *lines))
