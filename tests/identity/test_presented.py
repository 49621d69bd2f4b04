"""Where a credential stands, and what is asked before it."""

import json
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from gateway.http.errors import Rejected
from gateway.identity.identify import TRUST, Known
from gateway.identity.refusing import Unidentified
from graph.model import Role, Viewer
from tests.identity.gate import Gate
from tests.identity.issuing import SECOND, jwk, put, token

pytestmark = pytest.mark.anyio
NONE = Headers()
MEI = Viewer("mei", Role.OPERATOR)


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return Gate(jwt_jwks=put(tmp_path, "jwks", json.dumps({"keys": [jwk("ec")]})))


async def test_nobody_is_told_anything_before_it_said_who_it_is(gate: Gate):
    for body in ({"query": "{ nothing"}, {"query": "{ __schema { x } }"}, [], "x", {"query": 7}):
        assert await gate.why(body=body) == "NO_CREDENTIAL"
    assert gate.seen == []


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ([("authorization", "")], "SCHEME_UNKNOWN"),
        ([("authorization", "Bearer")], "NO_CREDENTIAL"),
        ([("authorization", "Bearer ")], "NO_CREDENTIAL"),
        ([("authorization", "Basic bWVpOm1laQ==")], "SCHEME_UNKNOWN"),
        ([("authorization", "x.y.z")], "SCHEME_UNKNOWN"),
        ([("x-api-key", "")], "NO_CREDENTIAL"),
        ([("x-api-key", "gwk_a_b")], "API_KEYS_NOT_TAKEN"),
        ([("authorization", "Bearer gwk_a_b")], "API_KEYS_NOT_TAKEN"),
        ([("authorization", "Bearer a"), ("authorization", "Bearer b")], "SEVERAL_CREDENTIALS"),
        ([("authorization", "Bearer a"), ("x-api-key", "b")], "SEVERAL_CREDENTIALS"),
    ],
)
async def test_a_credential_that_is_none_or_not_alone_is_refused(
    gate: Gate, headers: list[tuple[str, str]], why: str
):
    assert await gate.why(*headers) == why


async def test_the_scheme_is_spelt_in_any_case(gate: Gate):
    for scheme in ("bearer", "BEARER"):
        assert (await gate.ask(("authorization", f"{scheme} {token()}"))).status_code == 200


async def test_a_name_of_its_own_is_refused_once_it_said_who_it_is(gate: Gate):
    actor = ("x-gateway-actor", "root")
    assert await gate.why(actor) == "NO_CREDENTIAL"
    response = await gate.ask(actor, ("authorization", f"Bearer {token()}"))
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (400, "REQUEST_MALFORMED")
    assert "X-Gateway-Actor" in error["message"]


@pytest.mark.parametrize("name", ["Authorization", "authorization", "AUTHORIZATION"])
async def test_a_socket_is_opened_by_its_payload(gate: Gate, name: str):
    known = await gate.identity.of_payload({name: f"Bearer {token()}"}, NONE)
    assert (known.viewer, known.key) == (MEI, None)
    assert known.until is not None
    assert known.until.timestamp() == SECOND + 330


async def test_a_socket_is_opened_by_the_headers_of_its_upgrade(gate: Gate):
    headers = Headers({"authorization": f"Bearer {token()}"})
    for payload in (None, {}, {"other": 1}):
        assert (await gate.identity.of_payload(payload, headers)).viewer == MEI
    wrong = {"Authorization": "Bearer x"}
    with pytest.raises(Unidentified):
        await gate.identity.of_payload(wrong, headers)


@pytest.mark.parametrize(
    "payload",
    [
        None,
        {},
        {"Authorization": 7},
        {"Authorization": None},
        {"Authorization": ["Bearer x"]},
        {"apiKey": {}},
        {"apiKey": "\ud800"},
        {"Authorization": "Bearer \ud800"},
        {"apiKey": "gwk_a_b", "Authorization": "Bearer x"},
        {"Authorization": "Bearer x", "authorization": "Bearer x"},
    ],
)
async def test_a_payload_that_proves_nothing_is_refused_alike(
    gate: Gate, payload: dict[str, object] | None
):
    with pytest.raises(Rejected) as raised:
        await gate.identity.of_payload(payload, NONE)
    assert (raised.value.status, raised.value.code) == (401, "UNAUTHENTICATED")
    assert str(raised.value).startswith("Expected a credential that holds")


async def test_a_name_in_the_payload_is_refused(gate: Gate):
    payload = {"Authorization": f"Bearer {token()}", "X-Gateway-Actor": "root"}
    with pytest.raises(Rejected, match="X-Gateway-Actor"):
        await gate.identity.of_payload(payload, NONE)


async def test_who_was_known_is_known_until_its_token_ends(gate: Gate):
    known = await gate.identity.of_headers(Headers({"authorization": f"Bearer {token()}"}))
    assert known.until is not None
    gate.at = known.until.replace(microsecond=0)
    assert not await gate.identity.still(known)
    gate.at = known.until.fromtimestamp(known.until.timestamp() - 1, known.until.tzinfo)
    assert await gate.identity.still(known)


async def test_on_trust_a_socket_is_whoever_it_says():
    local, named = Viewer("local", Role.OPERATOR), Viewer("nightly", Role.OPERATOR)
    assert await TRUST.of_payload(None, NONE) == Known(local)
    assert (await TRUST.of_payload({"X-Gateway-Actor": "nightly"}, NONE)).viewer == named
    headers = Headers({"x-gateway-actor": "nightly"})
    assert (await TRUST.of_payload({}, headers)).viewer == named
    assert await TRUST.still(Known(named))
    for given in ("", "a b", 7, None):
        with pytest.raises(Rejected, match="X-Gateway-Actor"):
            await TRUST.of_payload({"X-Gateway-Actor": given}, NONE)
