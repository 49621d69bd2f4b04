"""Money is integer fen (I16); 100 fen are 1 CNY."""

import re
from typing import NewType

Fen = NewType("Fen", int)
"""A signed amount of money in fen."""

MAX_FEN = 2**53
"""Largest amount that every client's number type holds exactly."""

_YUAN = re.compile(r"(-?)(\d{1,15})(?:\.(\d{1,2}))?", re.ASCII)


def parse_yuan(text: str) -> Fen:
    """Read `12000.00`, `12000` or `-0.5` as fen; ValueError on anything else, never rounds."""
    match = _YUAN.fullmatch(text)
    if match is None:
        msg = f"expected an amount in yuan with at most two decimals, got {text!r}"
        raise ValueError(msg)
    sign, whole, cents = match.groups()
    fen = int(whole) * 100 + int((cents or "").ljust(2, "0"))
    if fen > MAX_FEN:
        msg = f"expected an amount of at most {MAX_FEN} fen, got {text!r}"
        raise ValueError(msg)
    return Fen(-fen if sign else fen)


def print_yuan(fen: int) -> str:
    """`1200000` → `12000.00`."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def split(fen: int, parts: int) -> list[Fen]:
    """Share an amount over `parts` equal parts; the rest goes, one fen each, to the first ones.

    Used for ranges split by day (Q14): nothing is lost to rounding, `sum(split(x, n)) == x`.
    """
    sign = -1 if fen < 0 else 1
    each, rest = divmod(abs(fen), parts)
    return [Fen(sign * (each + (1 if at < rest else 0))) for at in range(parts)]
