"""What is done to webhooks, as acts: with a key, a dry run and a reason, and told in the feed."""

from graph.model import Trace
from graph.rules.refusal import Code, Refusal
from graph.store.ledger import Decide, Decision
from graph.store.webhooks import AddressRefused, Webhook, WebhookUnknown, made
from loaders.acts.desk import Act, Command, Desk
from loaders.acts.outcome import Outcome, Row, decided, refused

UNKNOWN = "Take the id of one of `webhooks`."
ADDRESS = "Give an address that begins with https://, without user, password or fragment."


def done(decide: Decide[str]) -> Act:
    """An act of `graph.store.webhooks`; WEBHOOK_UNKNOWN where there is no such webhook."""

    async def act(desk: Desk) -> Decision[Outcome]:
        try:
            told = await decide(desk.tx)
        except WebhookUnknown as error:
            code = Code.WEBHOOK_UNKNOWN
            raise refused(Refusal(code, str(error), "id", next_step=UNKNOWN)) from None
        return decided([Row()], (), Trace(), told.events)

    return act


def begun(url: str, kinds: list[str], command: Command) -> Webhook:
    """A webhook to be registered; ActRefused with WEBHOOK_ADDRESS_REFUSED."""
    try:
        return made(url, kinds, command.author)
    except AddressRefused as error:
        code = Code.WEBHOOK_ADDRESS_REFUSED
        raise refused(Refusal(code, str(error), "url", next_step=ADDRESS)) from None
