"""Keys that sign tokens, each held to the algorithms that its own type has.

A public key never serves as a shared secret, whatever a token says of its algorithm: which
algorithms a key has is told by the key, and those of a token have to be among them.
"""

import re
from typing import Any, TypeAlias, cast

import jwt
import orjson
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    SECP384R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from msgspec import Struct

Material: TypeAlias = RSAPublicKey | EllipticCurvePublicKey | Ed25519PublicKey | bytes

RSA = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
SHARED = {"HS256": 32, "HS384": 48, "HS512": 64}
"""Algorithms of shared secrets, and the bytes that each needs (RFC 7518, 3.2)."""
ASYMMETRIC = (*RSA, "ES256", "ES384", "EdDSA")

RSA_BITS = 2_048
MOST_KEYS = 100

_PRIVATE = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_PEM = b"-----BEGIN "


class KeyUnusable(ValueError):
    """No key that could sign tokens; the message says what was expected."""


class Key(Struct, frozen=True):
    """A key, its name in the set (None: it answers to any), and the algorithms it is for."""

    material: Material
    algorithms: frozenset[str]
    kid: str | None = None

    def __repr__(self) -> str:
        """Which one it is; a shared secret is shown nowhere."""
        return f"Key({self.kid!r}, {sorted(self.algorithms)})"


class KeySet(Struct, frozen=True):
    """The keys known at one time."""

    keys: tuple[Key, ...]

    def named(self, kid: str | None, algorithm: str) -> Key | None:
        """The key of a name that has an algorithm; without a name the only one that has it."""
        fitting = [key for key in self.keys if algorithm in key.algorithms]
        if kid is not None:
            fitting = [key for key in fitting if key.kid in {None, kid}]
        return fitting[0] if len(fitting) == 1 else None


def public(pem: bytes) -> KeySet:
    """The one public key of a PEM text; KeyUnusable."""
    if _PRIVATE.search(pem):
        raise KeyUnusable("expected a public key, and this is the private one; keep it elsewhere")
    try:
        material = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyUnusable("expected one public key in PEM (`BEGIN PUBLIC KEY`)") from error
    return KeySet((Key(cast("Material", material), _algorithms(material)),))


def shared(secret: bytes) -> KeySet:
    """A shared secret; KeyUnusable where it is short, or in truth a key of another kind."""
    if _PEM in secret:
        raise KeyUnusable("expected a shared secret, and this is a PEM key")
    least = SHARED["HS256"]
    if len(secret) < least:
        raise KeyUnusable(f"expected a secret of at least {least} random bytes")
    enough = frozenset(name for name, needed in SHARED.items() if len(secret) >= needed)
    return KeySet((Key(secret, enough),))


def key_set(text: bytes) -> KeySet:
    """The keys of a JSON Web Key Set that can sign tokens; others are passed over. KeyUnusable."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise KeyUnusable(f"expected a JSON Web Key Set: {error}") from error
    entries = cast("dict[str, Any]", found).get("keys") if isinstance(found, dict) else None
    if not isinstance(entries, list) or len(cast("list[Any]", entries)) > MOST_KEYS:
        raise KeyUnusable(f"expected an object with up to {MOST_KEYS} `keys`")
    keys = tuple(key for each in cast("list[Any]", entries) if (key := _key(each)))
    if not keys:
        raise KeyUnusable("expected a public key for signatures among `keys`")
    return KeySet(keys)


def _key(entry: Any) -> Key | None:
    """A key of a set; None where it is private, secret, of an unknown kind, or not to sign with."""
    if not isinstance(entry, dict):
        return None
    given = cast("dict[str, Any]", entry)
    kid = given.get("kid")
    if given.get("kty") == "oct" or given.get("use", "sig") != "sig":
        return None
    if not isinstance(kid, str | None) or "verify" not in (given.get("key_ops") or ["verify"]):
        return None
    try:
        material: Any = jwt.PyJWK(given).key
        algorithms = _algorithms(material)
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError):
        return None
    if given.get("alg") is not None:
        algorithms &= {given["alg"]}
    return Key(material, algorithms, kid or "") if algorithms else None


def _algorithms(material: object) -> frozenset[str]:
    """The algorithms of a public key; KeyUnusable where there is none that is taken."""
    match material:
        case RSAPublicKey() if material.key_size >= RSA_BITS:
            return frozenset(RSA)
        case EllipticCurvePublicKey(curve=SECP256R1()):
            return frozenset({"ES256"})
        case EllipticCurvePublicKey(curve=SECP384R1()):
            return frozenset({"ES384"})
        case Ed25519PublicKey():
            return frozenset({"EdDSA"})
        case _:
            raise KeyUnusable(
                f"expected an RSA key of at least {RSA_BITS} bits, or one of the curves P-256,"
                " P-384 and Ed25519"
            )
