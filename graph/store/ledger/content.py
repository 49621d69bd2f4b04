"""What an event holds of facts: one change as JSON, or many packed into one text.

Packed is a JSON list of `[before, after]`, compressed by zlib and written in base64, so that the
store can be built anew from its feed alone.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, TypeAlias, TypeVar, Union

import msgspec

from graph.model import Fact
from graph.store.ledger.values import Event
from graph.store.ledger.write import KINDS

T = TypeVar("T")

Pair: TypeAlias = tuple[Fact | None, Fact | None]
"""The version that a change closed and the one it opened, as they were written."""

BULK = 1_000
"""A commit of more changes than this tells them by kind, up to as many in one event."""

MAX_BYTES = 4_000_000
"""Bytes of facts in one event at the most; a message to the embedded engine ends at 16 MB."""

VERBS = ("RECORDED", "ENDED", "ADVANCED", "CORRECTED", "RETRACTED")

_TYPES = {name.upper(): kind for kind, name in KINDS.items()}
ANY_FACT: Any = Union[(*KINDS, None)]
"""The type of a version of any kind, or of none, as msgspec reads it."""

_PAIRS: msgspec.json.Decoder[Any] = msgspec.json.Decoder(list[tuple[ANY_FACT, ANY_FACT]])


OCCASIONS = (
    "DETACHMENT_EXECUTED",
    *("WEBHOOK_REGISTERED", "WEBHOOK_ROTATED", "WEBHOOK_PAUSED"),
    *("WEBHOOK_RESUMED", "WEBHOOK_REPLAYED", "WEBHOOK_REMOVED"),
    *("API_KEY_CREATED", "API_KEY_ROTATED", "API_KEY_REVOKED"),
)
"""Kinds of events that tell of no fact."""


def known(kind: str) -> bool:
    """Whether there may be events of a kind."""
    return is_of_fact(kind) or kind in OCCASIONS


def nearest(kind: str) -> str:
    """The kind that was perhaps meant, else an example of one."""
    every = [*OCCASIONS, *(f"{name}_{verb}" for name in _TYPES for verb in VERBS)]
    return next(iter(get_close_matches(kind.upper(), every, 1)), "LINK_ENDED")


def is_of_fact(kind: str) -> bool:
    """Whether events of this kind tell what became of facts, as `LINK_ENDED` does."""
    name, _, verb = kind.rpartition("_")
    return verb in VERBS and name in _TYPES


def pairs(event: Event) -> tuple[Pair, ...]:
    """What an event says was closed and opened; nothing for an occurrence.

    An event of many changes in the first form has no content: ValueError.
    """
    if not is_of_fact(event.kind):
        return ()
    if event.content is not None:
        return tuple(_PAIRS.decode(zlib.decompress(b64decode(event.content))))
    if event.count > 1:
        msg = f"event {event.seq} tells {event.count} changes by a digest alone, not their content"
        raise ValueError(msg)
    kind = _TYPES[event.kind.rpartition("_")[0]]
    return ((_read(event.before, kind), _read(event.after, kind)),)


def packed(texts: Iterable[bytes]) -> str:
    """Pairs that are JSON already, packed."""
    return b64encode(zlib.compress(b"[" + b",".join(texts) + b"]")).decode()


def portions(written: Sequence[tuple[T, bytes]]) -> Iterator[Sequence[tuple[T, bytes]]]:
    """Cut changes, each with its JSON, into portions that each fit into one event."""
    begin = size = 0
    for at, (_, text) in enumerate(written):
        if at - begin == BULK or (at > begin and size + len(text) > MAX_BYTES):
            yield written[begin:at]
            begin, size = at, 0
        size += len(text)
    yield written[begin:]


def _read(text: str | None, kind: type[Fact]) -> Fact | None:
    return None if text is None else msgspec.json.decode(text, type=kind)
