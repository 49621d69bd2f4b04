"""API keys at the door: taken, expired, revoked, wrong; seen in time, and cheap to guess at."""

import asyncio
import statistics
from datetime import datetime, timedelta
from time import perf_counter

import pytest
from starlette.datastructures import Headers

from gateway.identity.api_keys import NOBODY, ApiKeys
from gateway.identity.refusing import Unidentified
from graph.model import Role, Viewer
from graph.store import keys, ledger
from graph.store.embedded import Embedded
from graph.store.errors import StoreUnavailable
from graph.store.keys import ApiKey
from graph.store.ledger import Author
from tests.identity.gate import Gate
from tests.identity.issuing import NOW

pytestmark = pytest.mark.anyio
MEI = Author("mei", NOW)
DAY = timedelta(days=1)


async def made(
    embedded: Embedded, name: str = "nightly", end: datetime | None = None
) -> tuple[ApiKey, str]:
    key, secret = keys.made(name, Role.PARTNER, ("east",), end, MEI)
    await ledger.commit(embedded, keys.create(key), MEI)
    return key, secret.text


def other(text: str) -> str:
    """The same id with another secret."""
    return text[:-1] + ("a" if text[-1] != "a" else "b")


@pytest.fixture
def gate(embedded: Embedded) -> Gate:
    return Gate(embedded, api_keys="on", api_key_staleness=0.001)


async def test_a_key_is_taken_as_a_bearer_and_in_a_header_of_its_own(
    gate: Gate, embedded: Embedded
):
    key, text = await made(embedded)
    for header in (("authorization", f"Bearer {text}"), ("x-api-key", text)):
        assert (await gate.ask(header)).status_code == 200
        assert gate.seen[-1] == Viewer("key:nightly", Role.PARTNER, ("east",))
    for payload in ({"apiKey": text}, {"X-API-Key": text}, {"Authorization": f"Bearer {text}"}):
        known = await gate.identity.of_payload(payload, Headers())
        assert (known.viewer, known.until, known.key) == (key.viewer, None, key.id)
    assert await gate.refusal("a.b.c") == "TOKENS_NOT_TAKEN"


async def test_what_is_no_key_that_holds_is_refused(gate: Gate, embedded: Embedded):
    _, text = await made(embedded, end=NOW + DAY)
    assert await gate.key_refusal(other(text)) == "API_KEY_SECRET_WRONG"
    assert await gate.key_refusal(f"gwk_{'0' * 12}{text[16:]}") == "API_KEY_UNKNOWN"
    for bad in ("gwk_", "gwk_x_y", text + "x", text[:-1], text.replace("_", "-")):
        if bad.startswith("gwk_"):
            assert await gate.key_refusal(bad) == "API_KEY_MALFORMED"
    gate.at = NOW + DAY
    assert await gate.key_refusal(text) == "API_KEY_EXPIRED"
    assert await gate.key_refusal(other(text)) == "API_KEY_SECRET_WRONG"


async def test_a_revoked_key_is_refused_and_who_came_in_by_it_is_known_no_more(
    gate: Gate, embedded: Embedded
):
    key, text = await made(embedded, end=NOW + DAY)
    known = await gate.identity.of_payload({"apiKey": text}, Headers())
    assert known.until == NOW + DAY
    assert await gate.identity.still(known)
    await ledger.commit(embedded, keys.revoke(key.id, MEI), MEI)
    await asyncio.sleep(0.01)
    assert not await gate.identity.still(known)
    assert await gate.key_refusal(text) == "API_KEY_REVOKED"
    assert not await Gate(embedded, jwt_secret_file="").identity.still(known)


async def test_while_its_time_runs_what_was_read_is_used_and_then_read_anew(embedded: Embedded):
    seconds = [0.0]
    door = ApiKeys(embedded, 5, lambda: NOW, lambda: seconds[0])
    key, text = await made(embedded)
    assert (await door.known(text)).key == key.id
    await ledger.commit(embedded, keys.revoke(key.id, MEI), MEI)
    _, new = await made(embedded, "new")
    seconds[0] = 4.9
    assert (await door.known(text)).key == key.id
    with pytest.raises(Unidentified):
        await door.known(new)
    seconds[0] = 5.0
    assert not await door.live(key.id)
    assert not await door.live("none")
    assert (await door.known(new)).viewer.name == "key:new"


class Counted:
    """An engine that counts what it is asked, and is away when it is told to be."""

    def __init__(self, engine: Embedded) -> None:
        self.engine, self.asked, self.away = engine, 0, False

    async def run(self, statement: object, /, **params: object) -> object:
        self.asked += 1
        if self.away:
            raise StoreUnavailable("away")
        return await self.engine.run(statement, **params)  # type: ignore[arg-type]


async def test_guessing_costs_the_store_one_statement_in_a_while(embedded: Embedded):
    _, text = await made(embedded)
    counted = Counted(embedded)
    gate = Gate(counted, api_keys="on", api_key_staleness=60)  # type: ignore[arg-type]
    guesses = [gate.status(f"gwk_{n:012x}{text[16:]}") for n in range(50)]
    assert set(await asyncio.gather(*guesses)) == {401}
    assert await gate.status(text) == 200
    assert counted.asked == 1


async def test_a_store_that_is_away_lets_in_nobody_and_says_so(embedded: Embedded):
    _, text = await made(embedded)
    counted = Counted(embedded)
    gate = Gate(counted, api_keys="on", api_key_staleness=0.001)  # type: ignore[arg-type]
    assert await gate.status(text) == 200
    counted.away = True
    await asyncio.sleep(0.01)
    response = await gate.ask(("x-api-key", text))
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
    assert await gate.why(("x-api-key", "gwk_1_2")) == "API_KEY_MALFORMED"
    counted.away = False
    assert await gate.status(text) == 200


async def test_a_wrong_secret_takes_as_long_as_an_unknown_id(embedded: Embedded):
    """Coarse: both go the whole way, so neither is found out by its time."""
    _, text = await made(embedded)
    door = ApiKeys(embedded, 3_600, lambda: NOW)
    await door.known(text)

    async def spent(guess: str) -> float:
        began = perf_counter()
        with pytest.raises(Unidentified):
            await door.known(guess)
        return perf_counter() - began

    wrong, unknown = other(text), f"gwk_{'0' * 12}{text[16:]}"
    pairs = [(await spent(wrong), await spent(unknown)) for _ in range(400)]
    first, second = (statistics.median(each) for each in zip(*pairs, strict=True))
    assert 0.5 < first / second < 2
    assert not NOBODY.opened_by(text[17:])
