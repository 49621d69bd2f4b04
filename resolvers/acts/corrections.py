"""Mutations that set a recorded fact right: corrected, or taken back, always with a reason."""

from typing import Annotated

import strawberry
from msgspec.structs import replace
from strawberry import field

from graph import model
from graph.model import FactId
from graph.rules.refusal import Refusal
from loaders.acts.corrections import correct, retract
from loaders.acts.found import Named
from resolvers.acts.carried import carried_out
from resolvers.acts.given import GIVEN, ActInput
from resolvers.acts.placed import names_of
from resolvers.acts.written import FactsAnswer, FactsResult, FactsWritten
from resolvers.context import Asked
from resolvers.errors import invalid
from resolvers.saying import FactKind

KINDS: dict[FactKind, type[model.Fact]] = {
    FactKind(name): kind
    for name, kind in {
        "ACCOUNT": model.Account,
        "AGREEMENT": model.Agreement,
        "ASSESSMENT": model.Assessment,
        "AUTHORISATION": model.Authorisation,
        "CONDITION": model.AccountCondition,
        "DEPOSIT_ENTRY": model.DepositEntry,
        "FEE_STEP": model.FeeStep,
        "FINDING": model.Finding,
        "LINK": model.Link,
        "NOTE": model.Note,
        "NOTICE": model.Notice,
        "OBLIGATION": model.Obligation,
        "PARTY": model.Party,
        "PAYMENT": model.Payment,
        "REQUEST": model.Request,
        "SETTLEMENT": model.Settlement,
        "STANDING": model.Standing,
        "TASK": model.Task,
        "TIER_LINK": model.TierLink,
        "VIOLATION": model.Violation,
    }.items()
}
BY_SUBJECT = {"STANDING", "TIER_LINK", "LINK", "CONDITION", "AUTHORISATION", "NOTE"}


@strawberry.input(description="A field of a fact and its right value (字段更正).")
class FieldValue:
    """As text: days, instants, words, amounts in fen."""

    name: str = field(description="The field (字段), as the ladder's tables name it, `validTo`.")
    value: str | None = field(default=None, description="Its right value (新值); null clears it.")


@strawberry.input(description="Which fact is meant (事实标识).")
class FactInput(ActInput):
    """Made a `Named`."""

    kind: FactKind = field(description="What the fact says (事实类型).")
    id: str = field(description="Its own id (编号).")
    subject: str | None = field(
        default=None,
        description=(
            "The account it is about (相关账号), for a standing, tier link, link, condition or"
            " authorisation; what a note is about."
        ),
    )
    expected_version: int | None = field(
        default=None, description="The version that you have seen (预期版本)."
    )

    def named(self) -> Named:
        """The fact; INVALID_ARGUMENT where its subject is needed and not given."""
        if self.kind.value in BY_SUBJECT and not self.subject:
            raise invalid(f"the subject of a fact of kind {self.kind.value}", self.subject)
        return Named(KINDS[self.kind], FactId(self.id), self.subject or "")


@strawberry.input(description="Correct a fact (更正事实).")
class CorrectFactInput(FactInput):
    """With the right values."""

    set: list[FieldValue] = field(description="The fields that were wrong (更正字段).")


@strawberry.input(description="Take a fact back (撤回事实).")
class RetractFactInput(FactInput):
    """What was known before stays on record."""


@strawberry.type
class CorrectionMutations:
    """Setting the record right."""

    @strawberry.mutation(
        description=(
            "Correct a recorded fact (更正事实): a new version supersedes the one that was wrong,"
            " and what was known before stays on record (I8). Needs a reason."
        ),
        graphql_type=FactsResult,
    )
    async def correct_fact(
        self, info: Asked, input: Annotated[CorrectFactInput, GIVEN]
    ) -> FactsAnswer:
        values = {_snake(each.name): each.value for each in input.set}
        act = correct(input.named(), values, input.expected_version, input.reason)
        found = await carried_out(info, input, act, FactsWritten.of)
        return _placed(found, input) if isinstance(found, Refusal) else found

    @strawberry.mutation(
        description=(
            "Take a recorded fact back (撤回事实): it is known no longer, and what was known before"
            " stays on record (I8). Needs a reason; refused while something rests on it."
        ),
        graphql_type=FactsResult,
    )
    async def retract_fact(
        self, info: Asked, input: Annotated[RetractFactInput, GIVEN]
    ) -> FactsAnswer:
        act = retract(input.named(), input.expected_version, input.reason)
        return await carried_out(info, input, act, FactsWritten.of)


def _placed(found: Refusal, given: CorrectFactInput) -> Refusal:
    """A refusal of a field of the fact is one of the value that it would have had."""
    if found.path in names_of(given):
        return found
    named = [_snake(each.name) for each in given.set]
    at = _snake(found.path)
    return replace(found, path=f"set.{named.index(at)}" if at in named else "set")


def _snake(name: str) -> str:
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in name)
