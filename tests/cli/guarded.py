"""A gateway in production that wants to know who asks."""

import re
from functools import cached_property
from pathlib import Path

import jwt

from gateway.clock import now
from tests.cli.programme import Serving, gateway
from tests.identity.issuing import AUDIENCE, ISSUER, claims, pem, private, put


class Guarded(Serving):
    """It takes tokens and API keys, and sees soon that one has ended."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        """Start it."""
        self.folder = folder
        settings = {
            "GATEWAY_API_KEYS": "on",
            "GATEWAY_API_KEY_STALENESS": "0.2",
            "GATEWAY_JWT_KEY_FILE": put(folder, "issuer.pem", pem("ec")),
            "GATEWAY_JWT_ISSUER": ISSUER,
            "GATEWAY_JWT_AUDIENCE": AUDIENCE,
            "GATEWAY_JWT_SKEW": "0",
            "GATEWAY_LIVE_PING_SECONDS": "2",
            "GATEWAY_PROFILE": "production",
        }
        super().__init__(folder, *arguments, **settings)

    @cached_property
    def clerk(self) -> str:
        """A key for what is done by nobody in particular."""
        return self.key("clerk")

    def key(self, name: str) -> str:
        """A new API key of an operator."""
        made = gateway("key", "create", name, "--role", "OPERATOR", cwd=self.folder)
        return re.findall(r"gwk_\S+", made.stdout)[0]

    def revoke(self, key: str) -> None:
        """Have it hold no longer."""
        assert gateway("key", "revoke", key[4:16], cwd=self.folder).returncode == 0


def token(seconds: int = 300, **more: object) -> str:
    """An operator's token that holds so long from now on."""
    until = int(now().timestamp()) + seconds
    return jwt.encode(claims(nbf=until - 3600, exp=until, **more), private("ec"), "ES256")


def bearer(seconds: int = 3000) -> dict[str, str]:
    """The header with such a token."""
    return {"Authorization": f"Bearer {token(seconds)}"}
