"""API keys in the store: made, found, replaced, revoked, told in the feed, and never shown."""

from datetime import UTC, datetime, timedelta

import pytest

from graph.model import Role, Viewer
from graph.store import keys, ledger, schema
from graph.store.cypher import inline
from graph.store.engine import Engine
from graph.store.keys import ApiKey, ApiKeyRefused, ApiKeyUnknown, State
from graph.store.keys.acts import MOST
from graph.store.ledger import Author
from graph.store.ledger.content import known
from tests.engines import write

pytestmark = pytest.mark.anyio
AT = datetime(2026, 11, 26, 4, tzinfo=UTC)
MEI = Author("mei", AT, reason="nightly export")


def later(**span: float) -> Author:
    return Author("lin", AT + timedelta(**span))


async def made(engine: Engine, name: str = "nightly", **more: object) -> tuple[ApiKey, str]:
    given = {"role": Role.OPERATOR, "roots": (), "expires_at": None, "author": MEI} | more
    key, secret = keys.made(name, **given)
    await ledger.commit(engine, keys.create(key), given["author"])
    return key, secret.text


async def test_a_key_is_found_as_it_was_made(engine: Engine):
    end = AT + timedelta(days=90)
    key, text = await made(engine, role=Role.PARTNER, roots=("east", "west"), expires_at=end)
    assert await keys.api_keys(engine) == (key,)
    assert key.viewer == Viewer("key:nightly", Role.PARTNER, ("east", "west"))
    assert (key.created_by, key.created_at, key.expires_at) == ("mei", AT, end)
    assert keys.parted(text) == (key.id, text[17:])


async def test_its_secret_opens_it_and_stands_nowhere(engine: Engine):
    key, text = await made(engine)
    _, secret = keys.parted(text) or ("", "")
    assert key.opened_by(secret)
    assert not key.opened_by(secret[:-1] + ("a" if secret[-1] != "a" else "b"))
    assert len(secret) == 43
    stored = await engine.run(inline("MATCH (n) RETURN collect(properties(n)) AS all"))
    told = str(await ledger.events(engine, 0, 10))
    for shown in (str(stored), told, repr(key), repr(keys.made("x", Role.RISK, (), None, MEI)[1])):
        assert secret not in shown
    assert key.digest not in told + repr(key)


async def test_who_made_replaced_and_revoked_it_is_told_in_the_feed(engine: Engine):
    key, _ = await made(engine, role=Role.VIEWER, roots=("east",), expires_at=AT + timedelta(2))
    new, _ = keys.another(key, later(hours=1))
    await ledger.commit(engine, keys.rotate(key.id, new, AT + timedelta(days=1)), later(hours=1))
    await ledger.commit(engine, keys.revoke(new.id, later(hours=2)), later(hours=2))
    told = await ledger.events(engine, 0, 10)
    scope = "key:nightly, VIEWER of east until 2026-11-28T04:00:00.000000Z"
    assert [(each.kind, each.actor, each.subjects, each.after) for each in told] == [
        ("API_KEY_CREATED", "mei", (key.id,), scope),
        (
            *("API_KEY_ROTATED", "lin", (new.id, key.id)),
            f"in place of {key.id}, which ends at 2026-11-27T04:00:00.000000Z",
        ),
        ("API_KEY_REVOKED", "lin", (new.id,), scope),
    ]
    assert told[0].reason == "nightly export"
    assert all(known(each.kind) for each in told)


async def test_a_key_ends_at_its_expiry_or_when_it_is_revoked(engine: Engine):
    key, _ = await made(engine, expires_at=AT + timedelta(days=1))
    assert key.state(AT + timedelta(hours=23)) is State.LIVE
    assert key.state(AT + timedelta(days=1)) is State.EXPIRED
    await ledger.commit(engine, keys.revoke(key.id, later()), later())
    (revoked,) = await keys.api_keys(engine)
    assert (revoked.revoked_at, revoked.revoked_by) == (AT, "lin")
    assert revoked.state(AT) is State.REVOKED
    with pytest.raises(ApiKeyRefused, match="lin has revoked it at 2026-11-26 04:00:00"):
        await ledger.commit(engine, keys.revoke(key.id, later()), later())


async def test_a_replaced_key_holds_a_while_and_no_longer_than_it_did(engine: Engine):
    key, _ = await made(engine, expires_at=AT + timedelta(hours=5))
    new, secret = keys.another(key, later())
    await ledger.commit(engine, keys.rotate(key.id, new, AT + timedelta(hours=9)), later())
    before, after = sorted(await keys.api_keys(engine), key=lambda each: each.id != key.id)
    assert before.expires_at == after.expires_at == AT + timedelta(hours=5)
    assert before.viewer == after.viewer
    assert (keys.parted(secret.text) or ("",))[0] == after.id
    new, _ = keys.another(key, later(days=1))
    with pytest.raises(ApiKeyRefused, match="no longer is"):
        await ledger.commit(engine, keys.rotate(key.id, new, AT), later(days=1))


async def test_those_that_ended_before_are_left_out(engine: Engine):
    await made(engine, "lasting")
    await made(engine, "over", expires_at=AT + timedelta(days=1))
    gone, _ = await made(engine, "gone", expires_at=AT + timedelta(days=90))
    await ledger.commit(engine, keys.revoke(gone.id, later(days=2)), later(days=2))

    async def since(**span: float) -> list[str]:
        return [key.name for key in await keys.api_keys(engine, AT + timedelta(**span))]

    assert sorted(await since()) == ["gone", "lasting", "over"]
    assert sorted(await since(days=1.5)) == ["gone", "lasting"]
    assert await since(days=3) == ["lasting"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "a b"}, "expected a name"),
        ({"name": ""}, "expected a name"),
        ({"role": Role.PARTNER}, "at least one root, since PARTNER sees nothing"),
        ({"role": Role.VIEWER}, "at least one root"),
        ({"roots": [f"a{n}" for n in range(101)]}, "at most 100 roots, got 101"),
        ({"expires_at": AT}, "an expiry to come"),
    ],
)
def test_a_key_that_cannot_be_is_not_made(given: dict[str, object], said: str):
    usual = {"name": "x", "role": Role.RISK, "roots": (), "expires_at": None, "author": MEI}
    with pytest.raises(ApiKeyRefused, match=said):
        keys.made(**usual | given)


async def test_two_live_keys_have_two_names(engine: Engine):
    key, _ = await made(engine, expires_at=AT + timedelta(days=1))
    with pytest.raises(ApiKeyRefused, match="expected another name than 'nightly'"):
        await made(engine)
    assert await keys.api_keys(engine) == (key,)
    await made(engine, author=later(days=2))


async def test_what_is_not_there_is_not_revoked_or_replaced(engine: Engine):
    key, _ = keys.made("x", Role.RISK, (), None, MEI)
    for act in (keys.revoke("none", MEI), keys.rotate("none", key, AT)):
        with pytest.raises(ApiKeyUnknown, match="got 'none'"):
            await ledger.commit(engine, act, MEI)
    assert (await ledger.cursor(engine)).seq == 0


async def test_there_are_only_so_many_live_keys(engine: Engine):
    text = (
        "UNWIND range(1, $n) AS n CREATE (:ApiKey {id: toString(n), name: toString(n),"
        " role: 'RISK', roots: [], digest: '', createdAt: '2026-01-01T00:00:00.000000Z',"
        " createdBy: '', revokedBy: ''})"
    )
    await write(engine, text, n=MOST)
    with pytest.raises(ApiKeyRefused, match="at most 1000 live"):
        await made(engine)


@pytest.mark.parametrize(
    "text", ["", "gwk_", "gwk_0_1", "x" * 60, "gwk_" + "0" * 12 + "_" + "é" * 43]
)
def test_what_is_no_key_is_not_parted(text: str):
    assert keys.parted(text) is None


async def test_a_store_of_version_4_is_given_the_rule_of_keys(engine: Engine):
    await write(engine, "DROP CONSTRAINT api_key_id IF EXISTS")
    await write(engine, "MATCH (l:Ledger) SET l.schemaVersion = 4")
    await schema.prepare(engine)
    await made(engine)
    rules = await engine.run(inline("SHOW CONSTRAINTS YIELD name RETURN name"))
    assert "api_key_id" in {row["name"] for row in rules}
