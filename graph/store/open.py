"""One way in: the engine for an address."""

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from graph.store.engine import Engine
from graph.store.errors import StoreBusy, StoreSetting, shown

if TYPE_CHECKING:
    from graph.store.embedded import Mode

BESIDE = "beside"
"""The scheme of a folder whose engine another process of ours runs: for processes it starts."""

BOLT = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})


async def open_store(  # noqa: PLR0913 - every one is a setting, and all but the URI have defaults
    uri: str,
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    heap: str = "1g",
    mode: "Mode" = "production",
    beside: bool = False,
) -> Engine:
    """Open the store at `uri`: a folder or `embedded:///folder`, or the URI of a Bolt server.

    `user`, `password` and `database` are for a server, `heap` and `mode` for the embedded engine.
    With `beside`, the engine of a folder that another process of ours holds is shared with it.
    Raises StoreSetting on an address that is neither, else what opening the engine raises.
    """
    scheme, mark, rest = uri.partition("://")
    if uri.strip() and (not mark or scheme in {"embedded", BESIDE}):
        # A schema needs no driver.
        from graph.store.beside import open_beside  # noqa: PLC0415 - as said
        from graph.store.embedded import open_embedded  # noqa: PLC0415 - as said

        if scheme == BESIDE:
            return await open_beside(unquote(rest))

        folder = unquote(rest) if mark else uri
        try:
            return await open_embedded(folder, heap, mode)
        except StoreBusy:
            if not beside:
                raise
            return await open_beside(folder)
    if scheme in BOLT and urlsplit(uri).hostname:
        from graph.store.bolt import open_bolt  # noqa: PLC0415 - as above

        return await open_bolt(uri, user, password, database)
    raise _unknown(uri)


def _unknown(uri: str) -> StoreSetting:
    return StoreSetting(
        f"expected a folder, embedded:///path/to/folder, or a URI of {', '.join(sorted(BOLT))} "
        f"such as neo4j://host:7687, not {shown(uri)!r}"
    )
