"""Global ids: opaque to clients, one for everything that can be fetched again by it alone."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import strawberry
from strawberry import field

from graph.rules.refusal import Code
from resolvers.errors import error


@strawberry.interface(description="Something with a global id (全局标识), fetched again by `node`.")
class Node:
    """A type says its natural key as `node_key`; the id is made of the type's name and that."""

    @field(description="The global id (全局标识), opaque: keep it, don't take it apart.")
    def id(self) -> strawberry.ID:
        return global_id(type(self).__name__, self.node_key())

    def node_key(self) -> str:
        """The natural key among things of its type."""
        raise NotImplementedError


def global_id(kind: str, key: str) -> strawberry.ID:
    """`Account`, `harbor` → an opaque id."""
    return strawberry.ID(urlsafe_b64encode(f"{kind}:{key}".encode()).decode())


def parted(id_: str) -> tuple[str, str]:
    """An id in its type's name and natural key; INVALID_ARGUMENT if it is none."""
    try:
        kind, colon, key = urlsafe_b64decode(id_.encode("ascii")).decode().partition(":")
    except ValueError:
        kind, colon, key = "", "", ""
    if colon and global_id(kind, key) == id_:
        return kind, key
    raise error(
        Code.INVALID_ARGUMENT,
        f"expected a global id as an answer gave it in the field id, got {id_[:80]!r}",
        "For an account's uid ask account(uid:), for a party's own id party(id:).",
    )
