"""Automatic persisted queries: a text is sent once with its hash, and then by the hash alone.

Apollo's protocol, version 1. What is kept is bounded by bytes; the oldest gives room, and its
client sends it again.
"""

from collections import OrderedDict
from hashlib import sha256


class Automatic:
    """Texts by the hashes under which they were sent."""

    def __init__(self, room: int) -> None:
        """`room` is in bytes of text."""
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._room, self._taken = room, 0

    def find(self, digest: str) -> str | None:
        """The text of a hash, if it is there."""
        if digest in self._kept:
            self._kept.move_to_end(digest)
        return self._kept.get(digest)

    def keep(self, digest: str, text: str) -> bool:
        """Keep a text while there is room; False if the hash is another text's."""
        written = text.encode()
        if sha256(written).hexdigest() != digest:
            return False
        if digest not in self._kept:
            self._kept[digest] = text
            self._taken += len(written)
            while self._taken > self._room:
                _, oldest = self._kept.popitem(last=False)
                self._taken -= len(oldest.encode())
        return True
