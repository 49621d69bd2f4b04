"""The fenced blocks of a page, in order, and what each kind means.

`ladder` begins a new world (`ladder more` adds to it), `graphql` asks it, `json` is what it
answers, `console` is typed at a shell: a line `$ gateway …` is run, the lines below it are what it
prints, where `…` stands for anything. A `json event` is what a `graphql subscription` is told
(`tests/live/test_guide.py`). The other kinds are for reading only.
"""

import re
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")],
    key=lambda page: page.relative_to(ROOT).as_posix(),
)
LIVE = {"graphql subscription", "json event"}
RUN = {"ladder", "ladder more", "graphql", "json", "json variables", "console"} | LIVE
READ = {"mermaid", "text", "sh", "python", "cypher", "csv", "http", "ini", "typescript", "toml"}

_FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(Struct, frozen=True):
    """A fenced block: its kind, its text, and the line it begins on."""

    kind: str
    text: str
    line: int


def blocks(page: Path) -> list[Block]:
    """All fenced blocks of a page."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(match[1].strip(), match[2], text.count("\n", 0, match.start()) + 1)
        for match in _FENCE.finditer(text)
    ]
