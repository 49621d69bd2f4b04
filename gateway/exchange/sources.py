"""The files of a folder: which tables there are, in what notation and encoding."""

import codecs
import gzip
import io
import zlib
from difflib import get_close_matches
from pathlib import Path
from typing import IO, TextIO, cast

from msgspec import Struct
from msgspec.structs import replace

from gateway.exchange.columns import Table
from gateway.exchange.problems import FolderUnreadable
from gateway.exchange.tables import TABLES

SUFFIXES = (".csv", ".ndjson", ".csv.gz", ".ndjson.gz")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CHUNK = 1 << 20
LISTED = 5


class Source(Struct, frozen=True):
    """One file of a table and how it is to be read.

    `bom` tells whether it begins with a byte order mark, `lines` how many lines it has. One that
    was sent has its `content` here, and is no file.
    """

    table: Table
    path: Path
    suffix: str
    encoding: str = "utf-8-sig"
    bom: bool = False
    lines: int = 0
    content: bytes | None = None

    @property
    def name(self) -> str:
        """Its name, as messages show it."""
        return self.path.name

    @property
    def is_csv(self) -> bool:
        """Whether it is CSV, else it is NDJSON."""
        return self.suffix.startswith(".csv")

    def binary(self) -> IO[bytes]:
        """The file's bytes, unpacked."""
        if self.content is not None:
            return io.BytesIO(self.content)
        if self.suffix.endswith(".gz"):
            return cast("IO[bytes]", gzip.open(self.path, "rb"))
        return self.path.open("rb")

    def text(self) -> TextIO:
        """The file's text with its line ends as they are."""
        return io.TextIOWrapper(self.binary(), encoding=self.encoding, newline="")


def sources(folder: Path) -> list[Source]:
    """The tables of a folder, in the order in which one names another.

    Raises FolderUnreadable when there is none, when a table is there twice, when a name is nearly
    that of a table, and when a file is neither UTF-8 nor GB18030.
    """
    if not folder.exists():
        raise FolderUnreadable(f"expected a folder, but there is no {folder}; correct the path")
    if not folder.is_dir():
        raise FolderUnreadable(
            f"expected a folder of tables, but {folder} is a file; name its folder"
        )
    found = [source for path in sorted(folder.iterdir()) if (source := _source(path)) is not None]
    for table in TABLES:
        _at_most_one(table, [source for source in found if source.table == table])
    if not found:
        raise _no_table(folder)
    order = {table.name: at for at, table in enumerate(TABLES)}
    return [_encoded(each) for each in sorted(found, key=lambda each: order[each.table.name])]


def _source(path: Path) -> Source | None:
    """The table in a file; None if it is another file."""
    name = path.name.lower()
    suffix = next((each for each in reversed(SUFFIXES) if name.endswith(each)), None)
    if suffix is None or not path.is_file():
        return None
    stem = name.removesuffix(suffix)
    table = next((each for each in TABLES if each.name == stem), None)
    if table is not None:
        return Source(table, path, suffix)
    near = get_close_matches(stem, [each.name for each in TABLES], 1, 0.75)
    if near:
        raise FolderUnreadable(
            f"{path.name} is no table; did you mean {near[0]}{suffix}? Rename it, or move it away"
        )
    return None


def _at_most_one(table: Table, found: list[Source]) -> None:
    if len(found) > 1:
        names = " and ".join(each.name for each in found)
        raise FolderUnreadable(f"{names} are both the table {table.name}; keep one of them")


def _no_table(folder: Path) -> FolderUnreadable:
    others = sorted(path.name for path in folder.iterdir())
    more = " …" if len(others) > LISTED else ""
    holds = f"it holds {', '.join(others[:LISTED])}{more}" if others else "it is empty"
    names = ", ".join(table.name for table in TABLES)
    return FolderUnreadable(
        f"expected at least one table in {folder}, but {holds}; "
        f"tables are files such as links.csv or links.ndjson, of: {names}"
    )


def _encoded(source: Source) -> Source:
    """The source with the encoding that its bytes are in."""
    try:
        with source.binary() as file:
            start = file.read(4)
        if start.startswith(WIDE):
            raise FolderUnreadable(f"{source.name} is UTF-16; save it as UTF-8 or GB18030")
        lines, stray = _scanned(source, "utf-8")
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise FolderUnreadable(f"{source.name} is no whole gzip file; pack it anew") from error
    if stray is None:
        bom = start.startswith(codecs.BOM_UTF8)
        return replace(source, bom=bom, lines=lines)
    lines, other = _scanned(source, "gb18030")
    if other is None:
        return replace(source, encoding="gb18030", lines=lines)
    raise FolderUnreadable(
        f"{source.name} is neither UTF-8 (see line {stray}) nor GB18030 (see line {other}); "
        "save it in one of them"
    )


def _scanned(source: Source, encoding: str) -> tuple[int, int | None]:
    """How many lines there are, and the first that is not in this encoding, if any."""
    decoder, lines = codecs.getincrementaldecoder(encoding)(), 0
    with source.binary() as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
                lines += chunk.count(b"\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            return lines, lines + 1 + error.object.count(b"\n", 0, error.start)
    return lines, None
