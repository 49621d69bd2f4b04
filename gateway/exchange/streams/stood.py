"""Rows as they stand in a stream, CSV or NDJSON, each with what a file of rejects gives back."""

import csv
from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from gateway.exchange.problems import Problem
from gateway.exchange.rows import QUOTES, HeaderWrong, Raw, header, known_headers, malformed
from gateway.exchange.rows import member_row as ndjson_row
from gateway.exchange.rows import row as csv_row
from gateway.exchange.sources import Source
from gateway.exchange.streams.lines import STRAY, Lines

CUT = "end the line if it is all there"


class Stood(Struct):
    """A row, and its text: the cells of CSV, or the line of NDJSON."""

    raw: Raw
    text: list[str] | str


class Stream(Struct):
    """A table that streams by: its source, the cells of its header (none: NDJSON), its rows."""

    source: Source
    head: list[str]
    rows: Iterator[Stood]


def streamed(source: Source, lines: Lines) -> Stream:
    """The table in some lines: NDJSON if the first begins an object, else CSV.

    Raises HeaderWrong and StreamBroken.
    """
    every = iter(lines)
    first = next((line for line in every if line.strip("\ufeff \t\r\n")), "")
    every = chain([first] if first else [], every)
    if first.lstrip("\ufeff \t").startswith("{"):
        return Stream(source, [], _checked(source, _objects(source, every), lines))
    taken = _Taken(every)
    names = header(source, csv.reader(taken, strict=True))
    cells = next(csv.reader([taken.texts[0].removeprefix("\ufeff")]))
    return Stream(source, cells, _checked(source, _cells(source, taken, names), lines))


def _checked(source: Source, rows: Iterator[Stood], lines: Lines) -> Iterator[Stood]:
    """The rows, those refused that hold a byte of another encoding."""
    for each in rows:
        if lines.stray and STRAY.search("".join(each.text)):
            expected = f"text in {lines.encoding.upper()} as before"
            found = malformed(source, each.raw.line, expected, "bytes that are none", "")
            each.raw.problem = found
        yield each


class _Taken:
    """Lines as they are taken by a reader of CSV, which may give some of them back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.texts = list[str]()
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text = next(self._lines)
        self.texts.append(text)
        self.number += 1
        return text

    def begin(self) -> int:
        """The next row begins; on which line."""
        self.texts.clear()
        return self.number + 1

    def give_back(self) -> None:
        """Have all lines but the first of this row read again: it is no row."""
        back = self.texts[1:]
        self._lines = chain(back, self._lines)
        self.number -= len(back)


def _cells(source: Source, taken: _Taken, names: list[str]) -> Iterator[Stood]:
    reader = csv.reader(taken, strict=True)
    while True:
        line = taken.begin()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            text = taken.texts[0]
            taken.give_back()
            problem = _cut(source, line, text) or malformed(
                source, line, "a row of CSV", str(error), QUOTES
            )
            yield Stood(Raw(line, {}, problem), text.rstrip("\r\n").replace('"', "").split(","))
            continue
        if any(fields):
            raw = csv_row(source, line, names, fields)
            raw.problem = _cut(source, line, taken.texts[-1]) or raw.problem
            yield Stood(raw, fields)


def _objects(source: Source, lines: Iterator[str]) -> Iterator[Stood]:
    known = known_headers(source.table)
    for line, whole in enumerate(lines, 1):
        text = whole.removeprefix("\ufeff").strip()
        if text:
            raw = ndjson_row(source, line, text, known)
            raw.problem = raw.problem and (_cut(source, line, whole) or raw.problem)
            yield Stood(raw, text)


def _cut(source: Source, line: int, text: str) -> Problem | None:
    """A last row whose line has no end may have lost a part of its last cell."""
    if text.endswith("\n"):
        return None
    return malformed(source, line, "a line end", "the end of the file, perhaps cut off", CUT)


__all__ = ["HeaderWrong", "Stood", "Stream", "streamed"]
