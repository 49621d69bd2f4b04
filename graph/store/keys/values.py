"""What is kept of an API key, and every one there is."""

import hashlib
import hmac
from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec import Struct

from graph.model import Role, Uid, Viewer
from graph.store.cypher import statement
from graph.store.errors import StoreError
from graph.store.facts.rows import Reader, instant

PREFIX = "gwk_"
"""How every API key begins, so that it is told from a token, and found where it leaked."""

CALLER = "key:"
"""How the names of callers by API key begin; no subject of a token begins so."""


class State(StrEnum):
    """Whether an API key opens anything."""

    LIVE = "LIVE"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"


class ApiKey(Struct, frozen=True, kw_only=True):
    """An API key without its secret: the SHA-256 of that is kept, 256 random bits need no more.

    `id` is its public part, by which it is found. `name` is who asks by it; a key that replaces
    another has the same, and stands for the same caller.
    """

    id: str
    name: str
    role: Role
    roots: tuple[Uid, ...] = ()
    digest: str
    created_at: datetime
    created_by: str = ""
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_by: str = ""

    @property
    def viewer(self) -> Viewer:
        """Who asks by it."""
        return Viewer(f"{CALLER}{self.name}", self.role, self.roots)

    def state(self, at: datetime) -> State:
        """What it is at an instant."""
        if self.revoked_at is not None:
            return State.REVOKED
        ended = self.expires_at is not None and at >= self.expires_at
        return State.EXPIRED if ended else State.LIVE

    def opened_by(self, secret: str) -> bool:
        """Whether a secret is its own, told in the same time whatever is wrong with it."""
        return hmac.compare_digest(digest(secret), self.digest)

    def __repr__(self) -> str:
        """Which one it is; not even the digest of its secret is shown."""
        return f"ApiKey({self.id!r}, {self.name!r}, {self.role.value}, roots={self.roots!r})"


class ApiKeyUnknown(StoreError):
    """There is no API key with this id; nothing was stored."""

    code = "API_KEY_UNKNOWN"


class ApiKeyRefused(StoreError):
    """An API key that cannot be as it is asked for; nothing was stored."""

    code = "API_KEY_REFUSED"


def unknown(id_: str) -> ApiKeyUnknown:
    """Say that there is no API key with an id."""
    return ApiKeyUnknown(
        f"expected the id of an API key, got {id_!r}; `gateway key list --all` shows them"
    )


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def api_keys(reader: Reader, since: datetime | None = None) -> tuple[ApiKey, ...]:
    """Every API key that had not ended at an instant (None: all there ever were), oldest first."""
    bound = "" if since is None else instant(since)
    rows = (await reader.run(statement("api_keys"), since=bound))[0]["keys"]
    named = [dict(zip(ApiKey.__struct_fields__, row, strict=True)) for row in rows]
    found = msgspec.convert(named, tuple[ApiKey, ...])
    return tuple(sorted(found, key=lambda key: (key.created_at, key.id)))
