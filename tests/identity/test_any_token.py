"""Whatever a token says, signed or not, it is taken or refused; nothing else happens."""

import asyncio
import json
from base64 import urlsafe_b64encode
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jwt.algorithms import ECAlgorithm

from gateway.identity.claims import Reading
from gateway.identity.jwks import Standing
from gateway.identity.keyset import key_set
from gateway.identity.refusing import Unidentified
from gateway.identity.tokens import Expected, Tokens
from graph.model import Role
from tests.identity.issuing import AUDIENCE, ISSUER, NOW, claims, jwk, private

ODD = st.recursive(
    st.one_of(
        *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
        st.sampled_from([ISSUER, AUDIENCE, "ES256", "ec", "OPERATOR", "PARTNER", 10**400, -1]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
CLAIMS = st.sampled_from(["iss", "aud", "sub", "exp", "nbf", "iat", "role", "roots", "jti"])
HEADERS = st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk", "x5u"])


@cache
def tokens() -> Tokens:
    keys = Standing(key_set(json.dumps({"keys": [jwk("ec")]}).encode()))
    reading = Reading("role", "roots", 30)
    return Tokens(keys, Expected(ISSUER, AUDIENCE, frozenset({"ES256"}), reading), lambda: NOW)


def coded(text: bytes) -> bytes:
    return urlsafe_b64encode(text).rstrip(b"=")


def signed(header: bytes, payload: bytes) -> str:
    signing = coded(header) + b"." + coded(payload)
    signature = ECAlgorithm(ECAlgorithm.SHA256).sign(signing, private("ec"))
    return (signing + b"." + coded(signature)).decode()


def taken(token: str) -> bool:
    try:
        known = asyncio.run(tokens().known(token))
    except Unidentified:
        return False
    return isinstance(known.viewer.role, Role)


@given(st.dictionaries(CLAIMS, ODD, max_size=3), st.dictionaries(HEADERS, ODD, max_size=2))
@settings(max_examples=150, deadline=None)
def test_a_token_of_odd_claims_is_taken_or_refused(
    said: dict[str, object], header: dict[str, object]
):
    told = json.dumps({"alg": "ES256", "kid": "ec"} | header).encode()
    assert taken(signed(told, json.dumps(claims() | said).encode())) in {True, False}


@given(st.binary(max_size=40), st.binary(max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_token_of_any_bytes_is_refused(header: bytes, payload: bytes):
    assert not taken(signed(header, payload))
    assert not taken(signed(b'{"alg": "ES256", "kid": "ec"}', payload))


@pytest.mark.parametrize(
    "payload", [b"[" * 5_000, b'{"a":' * 3_000, b'{"exp": ' + b"9" * 5_000 + b"}"]
)
def test_a_token_that_is_nested_or_long_without_end_is_refused(payload: bytes):
    assert not taken(signed(b'{"alg": "ES256", "kid": "ec"}', payload))
    assert not taken(signed(payload, b"{}"))
