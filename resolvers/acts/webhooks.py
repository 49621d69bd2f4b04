"""Mutations of webhooks: register, rotate the secret, pause, resume, replay, remove."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, TypeAlias

import strawberry
from strawberry import Private, field

from graph.rules import refusal
from graph.store import webhooks as store
from graph.store.ledger import Decide
from graph.store.webhooks import State
from loaders.acts import ActRefused, Performed
from loaders.acts.webhooks import begun, done
from loaders.scope import Scope
from resolvers.acts.carried import carried_out
from resolvers.acts.done import Act
from resolvers.acts.given import GIVEN, ActInput, command
from resolvers.change import kinds_of
from resolvers.context import Asked
from resolvers.errors import invalid
from resolvers.event_place import number
from resolvers.refusal import Refused
from resolvers.webhook import Webhook

MAX_OVERLAP = 720
_ID = "The webhook (推送地址编号)."


@strawberry.input(description="Tell an address of what changes (登记推送地址).")
class RegisterWebhookInput(ActInput):
    """An address, and what it wants to know."""

    url: str = field(description="The address (地址): https, or http on this very machine.")
    kinds: list[str] = field(
        default_factory=list[str],
        description="Only entries of these kinds (变更类型); of all if left out.",
    )
    after: str | None = field(
        default=None, description="Begin after this cursor of `changes`; at the newest if left out."
    )


@strawberry.input(description="What is done to a webhook (推送地址变更).")
class WebhookInput(ActInput):
    """Which one."""

    id: str = field(description=_ID)


@strawberry.input(description="Sign by a new secret (更换密钥).")
class RotateWebhookSecretInput(ActInput):
    """Which one, and for how long the secret before signs too."""

    id: str = field(description=_ID)
    overlap_hours: int = field(
        default=24, description="Hours for which the secret before signs too (重叠小时数), to 720."
    )


@strawberry.input(description="Tell a webhook everything after a place again (重新推送).")
class ReplayWebhookInput(ActInput):
    """Which one, and from where."""

    id: str = field(description=_ID)
    after: str | None = field(
        default=None, description="A cursor of `changes`; from the beginning if left out."
    )


@strawberry.type(description="A webhook was changed (推送地址变更结果).")
class WebhookChanged(Act):
    """With the secret, where a new one was made."""

    made: Private[str | None] = None

    @field(description="The webhook (推送地址); null once removed, and in a dry run of a new one.")
    async def webhook(self) -> Webhook | None:
        (id_,) = self.performed.committed.events[0].subjects
        every = await self.scope.facts.webhooks()
        return next((each for each in every if each.id == id_), None)  # pyright: ignore[reportReturnType] (the type reads it)

    @field(
        description=(
            "The new secret (密钥), shown this once: not in a dry run, and not when the same key is"
            " sent again."
        )
    )
    def secret(self) -> str | None:
        committed = self.performed.committed
        return None if committed.dry_run or committed.replayed else self.made


WebhookResult: TypeAlias = Annotated[
    WebhookChanged | Refused,
    strawberry.union("WebhookResult", description="Done (已变更), or refused (拒绝)."),
]
Answer: TypeAlias = WebhookChanged | refusal.Refusal


@strawberry.type
class WebhookMutations:
    """Who is told of what changes."""

    @strawberry.mutation(
        description="Tell an address of what changes from now on, or from a place (登记推送地址).",
        graphql_type=WebhookResult,
    )
    async def register_webhook(
        self, info: Asked, input: Annotated[RegisterWebhookInput, GIVEN]
    ) -> Answer:
        kinds = list(kinds_of(input.kinds))
        after = number(input.after) if input.after else None
        try:
            hook = begun(input.url, kinds, command(info.field_name, input, info.context))
        except ActRefused as error:
            return error.refusals[0]
        act = done(store.register(hook, after))
        return await carried_out(info, input, act, _changed(hook.secret))

    @strawberry.mutation(
        description="Sign by a new secret, and by the one before for a while (更换密钥).",
        graphql_type=WebhookResult,
    )
    async def rotate_webhook_secret(
        self, info: Asked, input: Annotated[RotateWebhookSecretInput, GIVEN]
    ) -> Answer:
        if not 0 <= input.overlap_hours <= MAX_OVERLAP:
            raise invalid(f"overlapHours from 0 to {MAX_OVERLAP}", input.overlap_hours)
        secret = store.new_secret()
        until = info.context.at + timedelta(hours=input.overlap_hours)
        act = done(store.rotate(input.id, secret, until))
        return await carried_out(info, input, act, _changed(secret))

    @strawberry.mutation(
        description="Tell it nothing for now (暂停推送); what it is not told of is kept.",
        graphql_type=WebhookResult,
    )
    async def pause_webhook(self, info: Asked, input: Annotated[WebhookInput, GIVEN]) -> Answer:
        return await _plainly(info, input, store.turn(input.id, State.PAUSED))

    @strawberry.mutation(
        description="Go on where it was paused or parked (恢复推送).", graphql_type=WebhookResult
    )
    async def resume_webhook(self, info: Asked, input: Annotated[WebhookInput, GIVEN]) -> Answer:
        return await _plainly(info, input, store.turn(input.id, State.ACTIVE))

    @strawberry.mutation(
        description="Tell it everything after a place again (重新推送).", graphql_type=WebhookResult
    )
    async def replay_webhook(
        self, info: Asked, input: Annotated[ReplayWebhookInput, GIVEN]
    ) -> Answer:
        return await _plainly(info, input, store.replay(input.id, number(input.after)))

    @strawberry.mutation(
        description="Tell it nothing any more, and forget its secrets (移除推送地址).",
        graphql_type=WebhookResult,
    )
    async def remove_webhook(self, info: Asked, input: Annotated[WebhookInput, GIVEN]) -> Answer:
        return await _plainly(info, input, store.remove(input.id))


async def _plainly(info: Asked, given: ActInput, decide: Decide[str]) -> Answer:
    return await carried_out(info, given, done(decide), _changed(None))


def _changed(secret: str | None) -> Callable[[Performed, Scope], WebhookChanged]:
    return lambda performed, scope: WebhookChanged(performed=performed, scope=scope, made=secret)
