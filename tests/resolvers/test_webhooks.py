"""Webhooks by mutation: a key, a dry run and a reason as every act has, and a secret shown once."""

from typing import Any

import pytest

from graph.rules.refusal import Code
from graph.store import ledger, webhooks
from graph.store.engine import Engine
from graph.store.webhooks import State
from loaders.shared import Shared
from resolvers.context import Context, Writing
from resolvers.schema import schema
from tests.resolvers.asking import NOW, ask
from tests.webhooks.telling import hook, hooked

pytestmark = pytest.mark.anyio

ANSWER = """
... on WebhookChanged { secret revision dryRun replayed events { kind subjects reason detail }
  webhook { id url kinds state cursor reason failures failingSince retryAt deliveredAt
    createdAt createdBy previousUntil } }
... on Refusal { code path nextStep }
"""


async def act(engine: Engine, name: str, **given: object) -> dict[str, Any]:
    """What a mutation answers."""
    shared = Shared(engine)
    kind = {"register": "RegisterWebhook", "replay": "ReplayWebhook"}.get(name, "Webhook")
    kind = "RotateWebhookSecret" if name == "rotate" else kind
    field = "rotateWebhookSecret" if name == "rotate" else f"{name}Webhook"
    text = f"mutation ($input: {kind}Input!) {{ {field}(input: $input) {{ {ANSWER} }} }}"
    context = Context(await shared.facts(), NOW, Writing(shared, "tests", "r-1"))
    asked = {"idempotencyKey": "key-1"} | given
    done = await schema.execute(text, variable_values={"input": asked}, context_value=context)
    assert done.errors is None, done.errors
    return done.data[field]  # type: ignore[index]


URL = "https://books.example/hook"


async def test_a_webhook_is_registered_and_its_secret_shown_once(engine: Engine):
    first = await act(engine, "register", url=URL, kinds=["LINK_ENDED"], reason="books")
    stored = await hook(engine)
    assert first["secret"] == stored.secret
    assert first["webhook"]["url"] == stored.url == URL
    assert first["events"] == [
        {
            "kind": "WEBHOOK_REGISTERED",
            "subjects": [stored.id],
            "reason": "books",
            "detail": f"{URL} from event 1",
        }
    ]
    again = await act(engine, "register", url=URL, kinds=["LINK_ENDED"], reason="books")
    assert (again["replayed"], again["secret"]) == (True, None)
    assert again["webhook"]["id"] == stored.id
    other = await act(engine, "register", url=URL + "/other")
    assert other["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert len(await webhooks.webhooks(engine)) == 1


async def test_a_dry_run_stores_nothing_and_shows_no_secret(engine: Engine):
    done = await act(engine, "register", url=URL, dryRun=True)
    assert (done["dryRun"], done["secret"], done["webhook"]) == (True, None, None)
    assert await webhooks.webhooks(engine) == ()
    made = await hooked(engine, URL)
    done = await act(engine, "rotate", id=made.id, dryRun=True)
    assert (done["secret"], (await hook(engine)).secret) == (None, made.secret)


async def test_it_is_rotated_paused_resumed_replayed_and_removed(engine: Engine):
    made = await hooked(engine, URL)
    done = await act(engine, "rotate", id=made.id, overlapHours=2)
    assert done["secret"] == (await hook(engine)).secret != made.secret
    assert done["webhook"]["previousUntil"] == "2018-05-01T06:00:00Z"
    assert (await act(engine, "pause", id=made.id, idempotencyKey="2"))["webhook"]["state"] == (
        "PAUSED"
    )
    assert (await act(engine, "resume", id=made.id, idempotencyKey="3"))["webhook"]["state"] == (
        "ACTIVE"
    )
    data = await ask(Shared(engine), "{ changes(first: 2) { edges { cursor } } }")
    place = data["changes"]["edges"][1]["cursor"]
    done = await act(engine, "replay", id=made.id, after=place, idempotencyKey="4")
    assert done["webhook"]["cursor"] == place
    assert (await hook(engine)).seq == 2
    done = await act(engine, "replay", id=made.id, idempotencyKey="5")
    assert (await hook(engine)).seq == 0
    listed = await ask(Shared(engine), "{ webhooks { id state kinds createdBy } }")
    assert listed["webhooks"] == [
        {"id": made.id, "state": State.ACTIVE.value, "kinds": [], "createdBy": "tester"}
    ]
    done = await act(engine, "remove", id=made.id, idempotencyKey="6")
    assert done["webhook"] is None
    assert await webhooks.webhooks(engine) == ()
    assert (await ledger.audit(engine)).faults == ()


async def test_it_can_begin_at_a_place(engine: Engine):
    await hooked(engine, URL)
    page = (await ask(Shared(engine), "{ changes { newestCursor } }"))["changes"]
    done = await act(engine, "register", url=URL, after=page["newestCursor"])
    assert done["webhook"]["cursor"] == page["newestCursor"]


async def test_what_cannot_be_is_refused_with_what_would_help(engine: Engine):
    bad = await act(engine, "register", url="http://books.example/hook")
    assert (bad["code"], bad["path"]) == (Code.WEBHOOK_ADDRESS_REFUSED.value, "url")
    for name in ("pause", "resume", "replay", "rotate", "remove"):
        bad = await act(engine, name, id="wh_none")
        assert (bad["code"], bad["path"]) == (Code.WEBHOOK_UNKNOWN.value, "id")
        assert "webhooks" in bad["nextStep"]
    assert await ledger.revision(engine) == 0


@pytest.mark.parametrize("hours", [-1, 721])
async def test_an_overlap_has_limits(engine: Engine, hours: int):
    with pytest.raises(AssertionError, match="overlapHours from 0 to 720"):
        await act(engine, "rotate", id="wh_none", overlapHours=hours)
