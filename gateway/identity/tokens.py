"""JSON Web Tokens: verified by keys and algorithms that we chose, never by what the token says."""

from typing import Any

import jwt
from jwt.exceptions import InvalidSubjectError
from msgspec import Struct

from gateway.clock import Clock
from gateway.identity.claims import Reading, known
from gateway.identity.identify import Known
from gateway.identity.jwks import Keys
from gateway.identity.refusing import Unidentified, Why

REQUIRED = ("exp", "iss", "aud", "sub")

CAUSES: tuple[tuple[type[jwt.InvalidTokenError], Why], ...] = (
    (jwt.InvalidSignatureError, Why.SIGNATURE),
    (jwt.InvalidIssuerError, Why.ISSUER),
    (jwt.InvalidAudienceError, Why.AUDIENCE),
    (jwt.MissingRequiredClaimError, Why.CLAIM_MISSING),
    (InvalidSubjectError, Why.NAME),
)
"""What the library raises, the first that fits; anything else is malformed."""


class Expected(Struct, frozen=True):
    """What a token has to say, and by which algorithms it may be signed."""

    issuer: str
    audience: str
    algorithms: frozenset[str]
    reading: Reading


class Tokens:
    """Reads tokens of one issuer for one audience."""

    def __init__(self, keys: Keys, expected: Expected, now: Clock) -> None:
        """Take the issuer's keys and what is expected."""
        self._keys, self._expected, self._now = keys, expected, now

    async def known(self, token: str) -> Known:
        """Who a token speaks for; Unidentified, or Rejected while no keys are known."""
        header = _header(token)
        algorithm, kid = header.get("alg"), header.get("kid")
        if not isinstance(algorithm, str) or algorithm not in self._expected.algorithms:
            raise Unidentified(Why.ALGORITHM)
        key = await self._keys.find(kid, algorithm)
        if key is None:
            raise Unidentified(Why.KEY_UNKNOWN)
        claims = self._claims(token, key.material, algorithm)
        return known(claims, self._expected.reading, self._now())

    def _claims(self, token: str, material: Any, algorithm: str) -> dict[str, Any]:
        """The claims of a token with the right signature, issuer and audience.

        Times are left to `claims.known`, which takes the instant as a value.
        """
        try:
            return jwt.decode(
                token,
                material,
                algorithms=[algorithm],
                issuer=self._expected.issuer,
                audience=self._expected.audience,
                options={
                    "require": [*REQUIRED],
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
        except (jwt.PyJWTError, RecursionError) as error:
            raise Unidentified(_cause(error)) from None


def _header(token: str) -> dict[str, Any]:
    """What a token says of itself. Keys and addresses of keys in it are not looked at."""
    try:
        return jwt.get_unverified_header(token)
    except (jwt.PyJWTError, RecursionError):
        raise Unidentified(Why.TOKEN_MALFORMED) from None


def _cause(error: Exception) -> Why:
    return next((why for kind, why in CAUSES if isinstance(error, kind)), Why.TOKEN_MALFORMED)
