"""Pages of the feed as clients read it: all of it, or what is of some kinds or about one id."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from graph.store.cypher import statement
from graph.store.facts.rows import Reader
from graph.store.ledger.append import BLOCK, block
from graph.store.ledger.feed import numbered
from graph.store.ledger.values import Event

BLOCKS = 256
"""Keys that are looked up with one statement at the most."""


class Wanted(Struct, frozen=True):
    """Which events: of these kinds (none: of all), about one of these ids (none: about any)."""

    kinds: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    def takes(self, event: Event) -> bool:
        """Whether an event is one of them."""
        about = not self.about or any(each in event.subjects for each in self.about)
        return about and (not self.kinds or event.kind in self.kinds)


class Changes(Struct, frozen=True):
    """A page of events, and the number up to which the feed was read for it."""

    events: tuple[Event, ...]
    seen: int
    more: bool


async def changes(reader: Reader, wanted: Wanted, after: int, last: int, first: int) -> Changes:
    """The events after a number, `first` at most, up to `last`, which has to be followed already.

    Whoever goes on after `seen` neither misses an event nor meets one twice.
    """
    seqs = await _numbers(reader, wanted, after, last, first + 1)
    found = await numbered(reader, seqs[:first])
    if len(seqs) > first:
        return Changes(found, seqs[first - 1], more=True)
    return Changes(found, max(after, last), more=False)


async def _numbers(
    reader: Reader, wanted: Wanted, after: int, last: int, enough: int
) -> Sequence[int]:
    """The numbers of the events, in order; a few more than `enough` at most are of use."""
    if not wanted.about and not wanted.kinds:
        return range(after + 1, min(after + enough, last) + 1)
    found = list[int]()
    for some in _windows(after, last, max(1, BLOCKS // max(1, len(wanted.about)))):
        span = {"after": after, "last": last}
        if wanted.about:
            blocks = [block(id_, each) for id_ in wanted.about for each in some]
            name, span = "numbers_of_subject", span | {"kinds": list(wanted.kinds)}
        else:
            blocks = [block(kind, each) for kind in wanted.kinds for each in some]
            name = "numbers_of_kinds"
        found += sorted((await reader.run(statement(name), blocks=blocks, **span))[0]["seqs"])
        if len(found) >= enough:
            break
    return found


def _windows(after: int, last: int, most: int) -> Iterator[range]:
    """A number of each block, in few blocks first: what is often found is found at once."""
    begin, size = after + 1 - (after + 1) % BLOCK, 1
    while begin <= last:
        end = begin + size * BLOCK
        yield range(begin, min(end, last + 1), BLOCK)
        begin, size = end, min(2 * size, most)
