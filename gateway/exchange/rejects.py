"""Refused rows written as they stood, with the reason beside them, to be mended and imported."""

import csv
import gzip
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO, cast

from gateway.exchange.columns import ERROR
from gateway.exchange.problems import FolderUnreadable, Problem
from gateway.exchange.quoting import row_writer
from gateway.exchange.rows import known_headers
from gateway.exchange.sources import SUFFIXES, Source
from gateway.exchange.tables import TABLES

Lines = Mapping[int, Sequence[Problem]]


def rejectable(folder: Path, rejects: Path) -> None:
    """Raise FolderUnreadable unless rejects can be written there without losing a file."""
    if rejects.resolve() == folder.resolve():
        raise FolderUnreadable(f"{rejects} is the folder to import; name another for rejects")
    if rejects.exists() and not rejects.is_dir():
        raise FolderUnreadable(f"expected a folder for rejects, but {rejects} is a file")
    names = (f"{table.name}{suffix}" for table in TABLES for suffix in SUFFIXES)
    old = next((name for name in names if (rejects / name).exists()), None)
    if old is not None:
        raise FolderUnreadable(
            f"{rejects} holds {old} of an earlier import; mend and import it, take it away, or "
            "name another folder with --rejects"
        )


def write_rejects(source: Source, folder: Path, lines: Lines) -> Path:
    """Write the rows that begin on these lines, in the file's own notation and encoding."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / source.name
    with source.text() as read, _created(source, path) as written:
        copied = _csv(read, lines) if source.is_csv else _ndjson(read, lines)
        written.writelines(copied)
    return path


def _created(source: Source, path: Path) -> TextIO:
    encoding = "utf-8" if source.encoding == "utf-8-sig" and not source.bom else source.encoding
    if source.suffix.endswith(".gz"):
        return gzip.open(path, "xt", encoding=encoding, newline="")  # type: ignore[return-value] (text mode)
    return path.open("x", encoding=encoding, newline="")


def _csv(file: TextIO, lines: Lines) -> Iterator[str]:
    """The header and the rows with their errors in a last column; earlier errors go."""
    reader = csv.reader(file, strict=True)
    header = [cell.removeprefix("\ufeff") for cell in next(reader)]
    keep = [at for at, cell in enumerate(header) if not is_error(cell)]
    yield csv_line([*(header[at] for at in keep), ERROR])
    while True:
        line = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            fields = []
        if line in lines:
            kept = [fields[at] if at < len(fields) else "" for at in keep]
            surplus = fields[len(header) :]
            yield csv_line([*kept, reason(lines[line], surplus)])


def _ndjson(file: TextIO, lines: Lines) -> Iterator[str]:
    for line, text in enumerate(file, 1):
        if line not in lines:
            continue
        why = reason(lines[line], ())
        members = {key: value for key, value in members_of(text).items() if not is_error(key)}
        yield f"{json.dumps(members | {ERROR: why}, ensure_ascii=False)}\n"


def members_of(text: str) -> dict[str, Any]:
    """What a line says; one that is no object is kept whole under a name of its own."""
    try:
        row = json.loads(text.removeprefix("\ufeff"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        row = None
    return cast("dict[str, Any]", row) if isinstance(row, dict) else {"line": text.strip()}


def is_error(header: str) -> bool:
    """Whether a column is that of the errors, which an import leaves out."""
    return known_headers(TABLES[0]).get(header.strip().lower()) == ERROR


def reason(problems: Sequence[Problem], surplus: Sequence[str]) -> str:
    """What is wrong with a row, and the cells it has beyond the header."""
    said = [f"{each.column}: {each.message}" if each.column else each.message for each in problems]
    if surplus:
        said.append(f"cells beyond the header: {', '.join(map(repr, surplus))}")
    return " | ".join(said)


def csv_line(fields: Sequence[str]) -> str:
    """A row of CSV, with its end."""
    written = io.StringIO()
    row_writer(written)(fields)
    return written.getvalue()
