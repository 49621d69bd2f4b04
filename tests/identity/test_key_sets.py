"""Keys fetched from an issuer: rotated, kept while it is away, and never asked for too often."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from gateway.identity.jwks import MOST_BYTES, Fetched, Pace, from_file, from_url
from gateway.identity.keyset import KeySet, KeyUnusable, key_set
from tests.identity.gate import Gate
from tests.identity.issuing import (
    Issuer,
    issuing,
    jwk,
    private_jwk,
    put,
    token,
)

pytestmark = pytest.mark.anyio


class Ticks:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def fetched(issuer: Issuer, ticks: Ticks, seconds: float = 2.0) -> Fetched:
    return Fetched(from_url(issuer.url, seconds), Pace(lifetime=100, pause=10), ticks)


async def settled() -> None:
    """Time for what goes on beside."""
    await asyncio.sleep(0.2)


async def test_a_rotated_key_is_taken_and_the_one_taken_out_is_not():
    async with issuing(jwk("ec")) as issuer:
        gate = Gate(jwt_jwks=issuer.url, jwks_pause=0.001, jwks_seconds=3600)
        assert (await gate.tell(token())).name == "mei"
        issuer.keys = [jwk("ec-2")]
        assert (await gate.tell(token())).name == "mei"
        assert (await gate.tell(token("ec-2"))).name == "mei"
        assert await gate.refusal(token()) == "TOKEN_KEY_UNKNOWN"


async def test_names_of_no_key_have_the_issuer_asked_once_a_pause():
    async with issuing(jwk("ec")) as issuer:
        gate = Gate(jwt_jwks=issuer.url, jwks_pause=3600)
        assert (await gate.tell(token())).name == "mei"
        wrong = [gate.status(token(header={"kid": f"k{n}"})) for n in range(30)]
        assert set(await asyncio.gather(*wrong)) == {401}
        assert issuer.asked == 1
        assert (await gate.tell(token())).name == "mei"


async def test_all_who_wait_at_one_time_wait_for_one_fetch():
    async with issuing(jwk("ec")) as issuer:
        issuer.slow = 0.1
        gate = Gate(jwt_jwks=issuer.url)
        asked = [gate.status(token(header={"kid": kid})) for kid in ("none", *["ec"] * 10)]
        assert await asyncio.gather(*asked) == [401, *[200] * 10]
        assert issuer.asked == 1


async def test_without_any_key_an_issuer_that_is_away_is_said_to_be():
    gate = Gate(jwt_jwks="http://127.0.0.1:9/jwks")
    with capture_logs() as logged:
        response = await gate.ask(("authorization", f"Bearer {token()}"))
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (503, "ISSUER_UNAVAILABLE")
    assert response.headers["retry-after"] == "10"
    assert "127.0.0.1" not in error["message"]
    assert "key set not fetched" in {line["event"] for line in logged}
    assert await gate.why() == "NO_CREDENTIAL"


async def test_an_issuer_that_is_away_leaves_the_known_keys_in_use():
    ticks = Ticks()
    async with issuing(jwk("ec")) as issuer:
        keys = fetched(issuer, ticks)
        assert await keys.find("ec", "ES256")
        issuer.status = 500
        for _ in range(5):
            ticks.now += 1_000
            assert await keys.find("ec", "ES256")
            await settled()
        assert issuer.asked == 6
        issuer.status, issuer.keys = 200, [jwk("ec-2")]
        ticks.now += 1_000
        assert await keys.find("ec-2", "ES256")
        assert await keys.find("ec", "ES256") is None


async def test_after_its_lifetime_a_set_is_fetched_before_it_is_used():
    ticks = Ticks()
    async with issuing(jwk("ec")) as issuer:
        keys = fetched(issuer, ticks)
        assert await keys.find("ec", "ES256")
        issuer.keys = [jwk("ec-2")]
        ticks.now += 79
        assert await keys.find("ec", "ES256")
        assert issuer.asked == 1
        ticks.now += 100
        assert await keys.find("ec", "ES256") is None
        assert issuer.asked == 2


async def test_shortly_before_the_end_of_its_lifetime_it_is_fetched_beside():
    ticks = Ticks()
    async with issuing(jwk("ec")) as issuer:
        keys = fetched(issuer, ticks)
        assert await keys.find("ec", "ES256")
        issuer.keys, issuer.slow = [jwk("ec-2")], 0.1
        ticks.now += 81
        assert await keys.find("ec", "ES256")
        await settled()
        assert await keys.find("ec-2", "ES256")
        assert issuer.asked == 2


async def test_a_slow_issuer_holds_up_nobody_whose_key_is_known():
    ticks = Ticks()
    async with issuing(jwk("ec")) as issuer:
        keys = fetched(issuer, ticks, 0.3)
        assert await keys.find("ec", "ES256")
        issuer.slow = 30
        ticks.now += 20
        unknown = asyncio.ensure_future(keys.find("none", "ES256"))
        await asyncio.sleep(0.05)
        async with asyncio.timeout(0.1):
            assert await keys.find("ec", "ES256")
        assert await unknown is None


@pytest.mark.parametrize(
    "broken",
    [
        {"status": 404},
        {"status": 302},
        {"body": b"<html>"},
        {"body": b"[]"},
        {"body": b'{"keys": {}}'},
        {"body": b'{"keys": []}'},
        {"body": b" " * (MOST_BYTES + 1)},
        {"body": b'{"keys": [' + b",".join([b"{}"] * 101) + b"]}"},
    ],
)
async def test_what_is_no_key_set_leaves_the_known_keys_in_use(broken: dict[str, Any]):
    ticks = Ticks()
    async with issuing(jwk("ec")) as issuer:
        keys = fetched(issuer, ticks)
        assert await keys.find("ec", "ES256")
        for name, value in broken.items():
            setattr(issuer, name, value)
        ticks.now += 50
        assert await keys.find("none", "ES256") is None
        assert await keys.find("ec", "ES256")
        assert issuer.asked == 2


def taken(*entries: object) -> set[str | None]:
    return {key.kid for key in key_set(json.dumps({"keys": entries}).encode()).keys}


def test_keys_that_cannot_sign_are_passed_over():
    octet = {"kty": "oct", "k": "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0", "kid": "oct"}
    others = [
        *(octet, 7, {}, {"kty": "RSA"}, {"kty": "EC", "crv": "P-256", "x": 1}, {"kty": "X"}),
        jwk("ec", use="enc"),
        jwk("ec", key_ops=["encrypt"]),
        jwk("ec", kid=7),
        jwk("ec", alg="HS256"),
        jwk("rsa", alg="ES256"),
        jwk("rsa", alg="RSA-OAEP"),
        jwk("rsa-short"),
        private_jwk("ec"),
    ]
    assert taken(*others, jwk("ed", use="sig", key_ops=["verify"])) == {"ed"}
    with pytest.raises(KeyUnusable, match="public key for signatures"):
        taken(*others)


def test_a_key_without_a_name_is_that_of_tokens_without_one():
    nameless = {name: value for name, value in jwk("ec").items() if name != "kid"}
    keys: KeySet = key_set(json.dumps({"keys": [nameless]}).encode())
    assert keys.named(None, "ES256") is not None
    assert keys.named("ec", "ES256") is None
    assert repr(keys.keys[0]) == "Key('', ['ES256'])"


async def test_a_file_is_read_again_as_well(tmp_path: Path):
    path = put(tmp_path, "jwks", json.dumps({"keys": [jwk("ec")]}))
    ticks = Ticks()
    keys = Fetched(from_file(Path(path)), Pace(100, 10), ticks)
    assert await keys.find("ec", "ES256")
    put(tmp_path, "jwks", json.dumps({"keys": [jwk("ec-2")]}))
    ticks.now += 200
    assert await keys.find("ec-2", "ES256")
    (tmp_path / "jwks").unlink()
    ticks.now += 200
    assert await keys.find("ec-2", "ES256")


async def test_a_request_that_is_given_up_does_not_end_the_fetch_of_others():
    async with issuing(jwk("ec")) as issuer:
        issuer.slow = 0.2
        gate = Gate(jwt_jwks=issuer.url)
        first = asyncio.ensure_future(gate.tell(token()))
        await asyncio.sleep(0.1)
        first.cancel()
        assert (await gate.tell(token())).name == "mei"
        assert issuer.asked == 1
