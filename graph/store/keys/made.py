"""A new API key, and the text of one that a caller sends."""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from graph.model import Role, Uid
from graph.model.viewer import EVERYTHING
from graph.store.keys.values import PREFIX, ApiKey, ApiKeyRefused, digest
from graph.store.ledger import Author

MOST_ROOTS = 100

_NAME = re.compile(r"[\w.@-]{1,60}", re.ASCII)
_TEXT = re.compile(rf"{PREFIX}([0-9a-f]{{12}})_([\w-]{{43}})", re.ASCII)


class Secret(Struct, frozen=True):
    """The whole text of a new API key, for whoever asked for it; shown nowhere by itself."""

    text: str

    def __repr__(self) -> str:
        """Nothing of it."""
        return "Secret(...)"


def made(
    name: str, role: Role, roots: Sequence[Uid], expires_at: datetime | None, author: Author
) -> tuple[ApiKey, Secret]:
    """An API key that is not stored yet, with its text; ApiKeyRefused where it cannot be."""
    if not _NAME.fullmatch(name):
        raise ApiKeyRefused(
            f"expected a name of up to 60 letters, digits and _.@- for an API key, got {name!r}"
        )
    if not roots and role not in EVERYTHING:
        raise ApiKeyRefused(
            f"expected at least one root, since {role.value} sees nothing without; name the uids of"
            " the accounts it looks down from"
        )
    if len(roots) > MOST_ROOTS:
        raise ApiKeyRefused(f"expected at most {MOST_ROOTS} roots, got {len(roots)}")
    if expires_at is not None and expires_at <= author.at:
        raise ApiKeyRefused(f"expected an expiry to come, got {expires_at:%F %T} UTC")
    key = ApiKey(
        id="",
        name=name,
        role=role,
        roots=tuple(dict.fromkeys(roots)),
        digest="",
        created_at=author.at,
        created_by=author.actor,
        expires_at=expires_at,
    )
    return another(key, author)


def another(key: ApiKey, author: Author) -> tuple[ApiKey, Secret]:
    """A key with another id and secret for the same caller, with the same end."""
    id_, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    new = replace(key, id=id_, digest=digest(secret), created_at=author.at, created_by=author.actor)
    return new, Secret(f"{PREFIX}{id_}_{secret}")


def parted(text: str) -> tuple[str, str] | None:
    """Id and secret of the text of a key; None where it is none."""
    found = _TEXT.fullmatch(text)
    return (found[1], found[2]) if found else None
