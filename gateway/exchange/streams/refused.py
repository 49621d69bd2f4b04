"""Refused rows of a stream, written as they come: as they stood, with the reason beside them."""

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from gateway.exchange.columns import ERROR
from gateway.exchange.problems import Problem
from gateway.exchange.rejects import csv_line, is_error, members_of, reason
from gateway.exchange.streams.chunks import Chunk
from gateway.exchange.streams.lines import Lines
from gateway.exchange.streams.stood import Stood, Stream

PART = ".part"
"""Ends the name while rows are added; what a killed import left of it is written anew."""


class Refused:
    """A file `payments.csv` or `payments.ndjson` in a folder, made with the first refused row."""

    def __init__(self, folder: Path, stream: Stream, lines: Lines) -> None:
        """For a stream, in the encoding of its lines."""
        suffix = ".csv" if stream.head else ".ndjson"
        self.path = folder / f"{stream.source.table.name}{suffix}"
        self._part = self.path.with_name(self.path.name + PART)
        self._lines, self._head = lines, stream.head
        self._keep = [at for at, cell in enumerate(stream.head) if not is_error(cell)]
        self._file: BinaryIO | None = None

    def add(self, chunk: Chunk, problems: Sequence[Problem]) -> None:
        """Write the rows of a chunk that problems are about. Raises OSError."""
        found = defaultdict[int, list[Problem]](list)
        for problem in problems:
            found[problem.line].append(problem)
        for line, about in sorted(found.items()):
            if line in chunk.stood:
                self._write(self._text(chunk.stood[line], about))
        if self._file is not None:
            self._file.flush()

    def end(self) -> Path | None:
        """Give the file its name; None if no row was refused."""
        if self._file is None:
            return None
        self._file.close()
        return self._part.rename(self.path)

    def _write(self, text: str) -> None:
        if self._file is None:
            self._part.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._part.open("wb")
            if self._head:
                self._write(csv_line([*(self._head[at] for at in self._keep), ERROR]))
        self._file.write(text.encode(self._lines.encoding or "utf-8", "surrogateescape"))

    def _text(self, stood: Stood, problems: Sequence[Problem]) -> str:
        if isinstance(stood.text, str):
            said = {key: each for key, each in members_of(stood.text).items() if not is_error(key)}
            return f"{json.dumps(said | {ERROR: reason(problems, ())}, ensure_ascii=False)}\n"
        fields = stood.text
        kept = [fields[at] if at < len(fields) else "" for at in self._keep]
        return csv_line([*kept, reason(problems, fields[len(self._head) :])])
