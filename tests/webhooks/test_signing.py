"""Deliveries are signed; while a secret is rotated both sign, and no secret is told."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gateway import clock
from gateway.webhooks.signing import signature
from graph.store import ledger
from graph.store.engine import Engine
from tests.store.books import AUTHOR
from tests.webhooks.receiver import receiving, signed
from tests.webhooks.telling import Hands, happen, hook, hooked, rotated, worker

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]


async def test_while_a_secret_is_rotated_both_sign(engine: Engine):
    hands = Hands()
    hands.at = AUTHOR.at
    async with receiving() as there, worker(engine, hands) as one:
        made = await hooked(engine, there.url, "PARTY_RECORDED")
        new = await rotated(engine, made.id, hours=24)
        await happen(engine, "a")
        await one.turn()
        hands.on(hours=24)
        await happen(engine, "b")
        await one.turn()
        during, after = there.met
        assert signed(new, during[0]["x-gateway-signature"], during[1])
        assert signed(made.secret, during[0]["x-gateway-signature"], during[1])
        assert signed(new, after[0]["x-gateway-signature"], after[1])
        assert not signed(made.secret, after[0]["x-gateway-signature"], after[1])


async def test_no_secret_is_in_the_feed_or_in_what_is_printed(engine: Engine):
    made = await hooked(engine, "https://books.example/hook")
    new = await rotated(engine, made.id, hours=1)
    stored = await hook(engine)
    told = json.dumps([repr(each) for each in await ledger.events(engine, 0, 100)])
    for secret in (made.secret, new):
        assert secret not in told + repr(stored) + str(stored)
    assert stored.secrets(AUTHOR.at) == (new, made.secret)


def test_the_guide_shows_how_a_receiver_verifies():
    guide = (ROOT / "docs" / "guide" / "operations.md").read_text("utf-8")
    shown = guide.split("```python\n")[1].split("```")[0]
    names: dict[str, Any] = {}
    exec(shown, names)  # noqa: S102 - the page's own lines
    header = signature(["new", "old"], clock.now(), b"{}")
    assert all(names["genuine"](secret, header, b"{}") for secret in ("new", "old"))
    assert not names["genuine"]("other", header, b"{}")
    assert not names["genuine"]("new", header, b"{ }")
    late = signature(["new"], clock.now() - timedelta(minutes=6), b"{}")
    assert not names["genuine"]("new", late, b"{}")
