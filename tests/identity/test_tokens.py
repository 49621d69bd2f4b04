"""Tokens that are taken, and every one that is not: told apart in the log, not to the caller."""

import json
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
from jwt.algorithms import ECAlgorithm, HMACAlgorithm

from graph.model import Role, Viewer
from tests.identity.gate import Gate
from tests.identity.issuing import (
    ALL,
    SECOND,
    SECRET,
    claims,
    jwk,
    pem,
    private,
    put,
    shared_token,
    token,
)

pytestmark = pytest.mark.anyio
SIGNED = {
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), "rsa"),
    "ES256": "ec",
    "ES384": "ec-384",
    "EdDSA": "ed",
}


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    keys = [jwk(name) for name in ("rsa", "ec", "ec-384", "ed")]
    return Gate(jwt_jwks=put(tmp_path, "jwks", json.dumps({"keys": keys})), jwt_algorithms=ALL)


def part(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def bare(header: object, **more: object) -> str:
    """A token with no signature."""
    return f"{part(header)}.{part(claims(**more))}."


@pytest.mark.parametrize(("algorithm", "name"), SIGNED.items())
async def test_each_pinned_algorithm_is_taken(gate: Gate, algorithm: str, name: str):
    assert await gate.tell(token(name, algorithm)) == Viewer("mei", Role.OPERATOR)


async def test_a_token_of_one_public_key_or_of_a_shared_secret_is_taken(tmp_path: Path):
    one = Gate(jwt_key_file=put(tmp_path, "pem", pem("rsa")))
    assert (await one.tell(token("rsa", "RS256"))).name == "mei"
    assert (await one.tell(token("rsa", "RS256", {"kid": "any"}))).name == "mei"
    shared = Gate(jwt_secret_file=put(tmp_path, "secret", SECRET + "\n"))
    assert (await shared.tell(shared_token())).name == "mei"
    assert await shared.refusal(shared_token("x" * 40)) == "TOKEN_SIGNATURE_WRONG"
    longer = "x" * 64
    assert await shared.refusal(shared_token(longer, "HS512")) == "TOKEN_ALGORITHM_NOT_PINNED"
    assert await shared.refusal(token("rsa", "RS256")) == "TOKEN_ALGORITHM_NOT_PINNED"


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE"])
async def test_a_token_without_a_signature_is_not_taken(gate: Gate, algorithm: str):
    assert await gate.refusal(bare({"alg": algorithm})) == "TOKEN_ALGORITHM_NOT_PINNED"


async def test_a_public_key_is_no_shared_secret(gate: Gate, tmp_path: Path):
    one = Gate(jwt_key_file=put(tmp_path, "pem", pem("rsa")), jwt_algorithms="RS256")
    for secret in (pem("rsa"), pem("rsa").strip()):
        header = {"alg": "HS256", "kid": "rsa"}
        signing = f"{part(header)}.{part(claims())}".encode()
        signature = HMACAlgorithm(HMACAlgorithm.SHA256).sign(signing, secret)
        swapped = f"{signing.decode()}.{urlsafe_b64encode(signature).decode().rstrip('=')}"
        assert await gate.refusal(swapped) == "TOKEN_ALGORITHM_NOT_PINNED"
        assert await one.refusal(swapped) == "TOKEN_ALGORITHM_NOT_PINNED"


async def test_a_key_serves_its_own_algorithms_alone(gate: Gate, tmp_path: Path):
    assert await gate.refusal(token("rsa", "RS256", {"kid": "ec"})) == "TOKEN_KEY_UNKNOWN"
    pinned = json.dumps({"keys": [jwk("rsa", alg="PS256")]})
    narrow = Gate(jwt_jwks=put(tmp_path, "narrow", pinned), jwt_algorithms=ALL)
    assert await narrow.refusal(token("rsa", "RS256")) == "TOKEN_KEY_UNKNOWN"
    assert (await narrow.tell(token("rsa", "PS256"))).name == "mei"


async def test_a_key_that_the_token_brings_along_is_not_looked_at(gate: Gate):
    brought: dict[str, object] = {
        "jwk": jwk("ec-2"),
        "jku": "http://127.0.0.1:9/jwks",
        "x5u": "http://127.0.0.1:9/x5u",
        "x5c": ["MIIB"],
    }
    assert await gate.refusal(token("ec-2", header={**brought, "kid": "ec"})) == (
        "TOKEN_SIGNATURE_WRONG"
    )
    assert await gate.refusal(token("ec-2", header=brought)) == "TOKEN_KEY_UNKNOWN"
    assert (await gate.tell(token(header=brought))).name == "mei"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"exp": SECOND - 31}, "TOKEN_EXPIRED"),
        ({"exp": SECOND - 30}, "TOKEN_EXPIRED"),
        ({"exp": None}, "TOKEN_CLAIM_MISSING"),
        ({"exp": "tomorrow"}, "TOKEN_CLAIM_MISSHAPEN"),
        ({"exp": True}, "TOKEN_CLAIM_MISSHAPEN"),
        ({"exp": float("nan")}, "TOKEN_CLAIM_MISSHAPEN"),
        ({"exp": float("inf")}, "TOKEN_CLAIM_MISSHAPEN"),
        ({"nbf": float("-inf")}, "TOKEN_CLAIM_MISSHAPEN"),
        ({"nbf": SECOND + 31}, "TOKEN_NOT_YET_VALID"),
        ({"nbf": float("nan")}, "TOKEN_CLAIM_MISSHAPEN"),
        ({"nbf": None, "iat": SECOND + 31}, "TOKEN_NOT_YET_VALID"),
        ({"nbf": None}, "TOKEN_CLAIM_MISSING"),
        ({"iss": "https://other.example"}, "TOKEN_ISSUER_OTHER"),
        ({"iss": None}, "TOKEN_CLAIM_MISSING"),
        ({"aud": "books"}, "TOKEN_AUDIENCE_OTHER"),
        ({"aud": ["books"]}, "TOKEN_AUDIENCE_OTHER"),
        ({"aud": None}, "TOKEN_CLAIM_MISSING"),
        ({"sub": None}, "TOKEN_CLAIM_MISSING"),
        ({"sub": ""}, "TOKEN_SUBJECT_UNUSABLE"),
        ({"sub": "mei lin"}, "TOKEN_SUBJECT_UNUSABLE"),
        ({"sub": "m" * 201}, "TOKEN_SUBJECT_UNUSABLE"),
        ({"sub": "key:nightly"}, "TOKEN_SUBJECT_UNUSABLE"),
        ({"role": None}, "TOKEN_ROLE_UNKNOWN"),
        ({"role": "ROOT"}, "TOKEN_ROLE_UNKNOWN"),
        ({"role": "operator"}, "TOKEN_ROLE_UNKNOWN"),
        ({"role": ["OPERATOR"]}, "TOKEN_ROLE_UNKNOWN"),
        ({"role": "PARTNER"}, "TOKEN_ROOTS_MISSHAPEN"),
        ({"role": "VIEWER", "roots": []}, "TOKEN_ROOTS_MISSHAPEN"),
        ({"roots": []}, "TOKEN_ROOTS_MISSHAPEN"),
        ({"roots": "east"}, "TOKEN_ROOTS_MISSHAPEN"),
        ({"roots": ["east", 7]}, "TOKEN_ROOTS_MISSHAPEN"),
        ({"roots": [""]}, "TOKEN_ROOTS_MISSHAPEN"),
        ({"roots": [" east"]}, "TOKEN_ROOTS_MISSHAPEN"),
        ({"roots": ["\ud800"]}, "TOKEN_ROOTS_MISSHAPEN"),
        ({"roots": ["e" * 201]}, "TOKEN_ROOTS_MISSHAPEN"),
        ({"roots": [f"a{n}" for n in range(101)]}, "TOKEN_ROOTS_MISSHAPEN"),
        ({"roots": {"east": 1}}, "TOKEN_ROOTS_MISSHAPEN"),
    ],
)
async def test_a_claim_that_is_not_as_expected_is_refused(
    gate: Gate, said: dict[str, object], why: str
):
    assert await gate.refusal(token(**said)) == why


async def test_a_subject_that_is_no_text_is_refused(gate: Gate):
    signer = ECAlgorithm(ECAlgorithm.SHA256)
    for sub in (7, None, ["mei"]):
        signing = f"{part({'alg': 'ES256', 'kid': 'ec'})}.{part({**claims(), 'sub': sub})}"
        signature = urlsafe_b64encode(signer.sign(signing.encode(), private("ec")))
        assert await gate.refusal(f"{signing}.{signature.decode().rstrip('=')}") in {
            *("TOKEN_SUBJECT_UNUSABLE", "TOKEN_CLAIM_MISSING")
        }


@pytest.mark.parametrize(
    "said",
    [
        {"exp": SECOND - 29},
        {"exp": 1e300},
        {"nbf": SECOND + 30},
        {"nbf": None, "iat": SECOND},
        {"aud": ["books", "gateway"]},
        {"sub": "auth0|5f7c8ec7c33c6c004bbafe82"},
    ],
)
async def test_what_is_within_the_skew_or_said_otherwise_is_taken(
    gate: Gate, said: dict[str, object]
):
    assert (await gate.tell(token(**said))).role is Role.OPERATOR


async def test_role_and_roots_are_of_the_claims_that_the_settings_name(tmp_path: Path):
    keys = put(tmp_path, "jwks", json.dumps({"keys": [jwk("ec")]}))
    gate = Gate(jwt_jwks=keys, jwt_role_claim="https://x.example/role", jwt_roots_claim="scope")
    said = {"https://x.example/role": "PARTNER", "scope": ["east", "west", "east"], "role": None}
    assert await gate.tell(token(**said)) == Viewer("mei", Role.PARTNER, ("east", "west"))


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "a.b",
        "a.b.c",
        "....",
        "!!!.!!!.!!!",
        f"{part([1])}.{part(1)}.",
        f"{part({'alg': 'ES256', 'kid': 7})}.{part(claims())}.AA",
        f"{part({'alg': 'ES256', 'kid': 'ec', 'crit': ['exp']})}.{part(claims())}.AA",
        f"{part({'alg': 'ES256', 'kid': 'ec', 'b64': False})}..AA",
        f"{urlsafe_b64encode(b'[' * 3000).decode()}.e30.AA",
    ],
)
async def test_what_is_no_token_is_refused(gate: Gate, text: str):
    assert await gate.refusal(text) in {"TOKEN_MALFORMED", "TOKEN_ALGORITHM_NOT_PINNED"}


async def test_a_signature_of_another_or_changed_content_is_refused(gate: Gate):
    head, body, signature = token().split(".")
    other = part(claims(sub="root"))
    for text in (f"{head}.{other}.{signature}", f"{head}.{body}.{'A' * 86}", f"{head}.{body}."):
        assert await gate.refusal(text) == "TOKEN_SIGNATURE_WRONG"


async def test_a_token_that_names_no_key_is_taken_where_one_alone_fits(gate: Gate, tmp_path: Path):
    nameless = token(header={"kid": None})
    assert (await gate.tell(nameless)).name == "mei"
    two = json.dumps({"keys": [jwk("ec"), jwk("ec-2")]})
    assert await Gate(jwt_jwks=put(tmp_path, "two", two)).refusal(nameless) == "TOKEN_KEY_UNKNOWN"


async def test_a_huge_credential_is_refused_unread(gate: Gate):
    assert await gate.refusal("a" * 8_193) == "CREDENTIAL_TOO_LONG"
    assert await gate.why(("x-api-key", "gwk_" + "a" * 8_190)) == "CREDENTIAL_TOO_LONG"
    assert await gate.refusal(token(note="n" * 9_000)) == "CREDENTIAL_TOO_LONG"
