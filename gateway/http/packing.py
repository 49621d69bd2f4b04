"""Answers made smaller for the wire: zstd or gzip, at levels chosen for speed.

Both take about 1 ms a megabyte of answers; gzip at the level that Starlette packs at takes 40 times
as long, far longer than the answer took to make.
"""

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Protocol, cast

import zstandard
from isal import isal_zlib
from starlette.responses import Response

from gateway.http.kept import Hit
from gateway.http.media import weighed

if TYPE_CHECKING:
    from collections.abc import Callable

GZIP = 31
"""The window of gzip, with its header, for zlib's ways to say it."""

_gzip = cast(
    "Callable[[bytes, int, int], bytes]",
    isal_zlib.compress,  # pyright: ignore[reportUnknownMemberType] - its stub leaves data open
)
_gzips = cast(
    "Callable[[int, int, int], Packer]",
    isal_zlib.compressobj,  # pyright: ignore[reportUnknownMemberType] - as above
)
_zstd = zstandard.ZstdCompressor(level=3).compress


@lru_cache(maxsize=64)
def packing(accept_encoding: str) -> str | None:
    """The packing that a client likes best, zstd where it does not care; None for none."""
    wanted = weighed(accept_encoding)
    weights = {name: wanted.get(name, wanted.get("*", 0.0)) for name in ("zstd", "gzip")}
    best = max(weights, key=lambda name: weights[name])
    unpacked = wanted.get("identity", 0.0)
    return best if weights[best] > 0 and weights[best] >= unpacked else None


def packed(body: bytes, how: str) -> bytes:
    """A body as `zstd` or `gzip`."""
    return _zstd(body) if how == "zstd" else _gzip(body, 1, GZIP)


class Packer(Protocol):
    """Packs what comes bit by bit."""

    def compress(self, some: bytes, /) -> bytes:
        """What is ready of it all by now, perhaps nothing."""
        ...

    def flush(self) -> bytes:
        """The rest."""
        ...


def packer(how: str) -> Packer:
    """Packs a stream as `zstd` or `gzip`."""
    if how == "gzip":
        return _gzips(1, isal_zlib.DEFLATED, GZIP)
    return zstandard.ZstdCompressor(level=3).compressobj()


def pack(response: Response, accept_encoding: str, kept: Hit | None = None) -> None:
    """Pack the body of a response, if its client takes that; of a kept answer it is done once."""
    if "vary" not in response.headers:
        response.headers["vary"] = "Accept-Encoding"
    how = packing(accept_encoding)
    if how is None:
        return
    body = bytes(response.body)
    response.body = kept.packed(how, partial(packed, body, how)) if kept else packed(body, how)
    response.headers["content-encoding"] = how
    response.headers["content-length"] = str(len(response.body))
    tag = response.headers.get("etag")
    if tag is not None:
        response.headers["etag"] = f'{tag[:-1]}-{how}"'
