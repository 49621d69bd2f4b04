"""A new webhook, and a new secret of one."""

import secrets
from collections.abc import Sequence

from graph.store.ledger import Author
from graph.store.webhooks.address import checked
from graph.store.webhooks.values import Webhook


def made(url: str, kinds: Sequence[str], author: Author) -> Webhook:
    """A webhook that is not registered yet; AddressRefused where nothing may be sent."""
    checked(url)
    return Webhook(
        id=f"wh_{secrets.token_hex(6)}",
        url=url,
        kinds=tuple(dict.fromkeys(kinds)),
        secret=new_secret(),
        created_at=author.at,
        created_by=author.actor,
    )


def new_secret() -> str:
    """A secret: 256 random bits as text."""
    return f"whsec_{secrets.token_urlsafe(32)}"
