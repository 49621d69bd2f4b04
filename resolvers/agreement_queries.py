"""Root fields about agreements, the edition of the rules, and which clause prevails."""

from collections.abc import Sequence
from typing import Annotated

import strawberry
from strawberry import UNSET, field

from graph import clauses
from graph.model import ALIYUN, FactId, PartyId
from graph.rules import agreements as rules
from graph.rules.refusal import Code
from resolvers import papered
from resolvers.agreement import (
    Agreement,
    ClausePrecedence,
    OriginalAgreement,
    RuleEdition,
    StandingMismatch,
    agreed,
    differing,
    original,
    preceding,
)
from resolvers.context import Asked
from resolvers.errors import error, invalid
from resolvers.exposure import existing
from resolvers.moment import AsOf, Chosen, KnownAt, chosen, scope_of

MOST = 20
"""Most clauses that are compared at once."""

PartyArg = Annotated[str, strawberry.argument(description="The party's own id (主体编号).")]


@strawberry.type
class AgreementQueries:
    """What was agreed, and what prevails."""

    @field(
        description=(
            "The agreements of a party (协议) as known at the moment, FA first, each with the days"
            " on which it is in force and what ends it (R04–R07, R80–R85, R91)."
        )
    )
    async def agreements(
        self,
        info: Asked,
        party: PartyArg,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> list[Agreement]:
        scope = scope_of(info, as_of, known_at, readings)
        (id_,) = await existing(scope, [party])
        return [agreed(scope, each) for each in (await papered.contracts(scope, id_)).every]

    @field(description="One agreement (协议) by its own id; null if there is none.")
    async def agreement(
        self,
        info: Asked,
        id: Annotated[str, strawberry.argument(description="Its `agreementId` (协议编号).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Agreement | None:
        scope = scope_of(info, as_of, known_at, readings)
        found = await papered.agreement(scope, FactId(id))
        return None if found is None else agreed(scope, found)

    @field(
        description=(
            "The original agreement (原协议) of a party on a day: the latest signed FA and MR in"
            " their term (R04, CA 1.1), and who is on Aliyun's side (R93)."
        )
    )
    async def original_agreement(
        self,
        info: Asked,
        party: PartyArg,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> OriginalAgreement:
        scope = scope_of(info, as_of, known_at, readings)
        (id_,) = await existing(scope, [party])
        return original(scope, await papered.contracts(scope, id_), scope.moment.as_of)

    @field(
        description=(
            "The edition of the management rules that applies on a day (管理规范版本, R03): from"
            " the day stated in the notice to `party`, or in one to `aliyun`, announced to all;"
            " null before April 2017."
        ),
        graphql_type=RuleEdition | None,
    )
    async def rule_version(
        self,
        info: Asked,
        party: Annotated[
            str | None,
            strawberry.argument(description="A party (主体) whose own notices count as well."),
        ] = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> rules.Edition | None:
        scope = scope_of(info, as_of, known_at, readings)
        asked = [PartyId(ALIYUN), *(await existing(scope, [party]) if party else ())]
        papers = [await papered.papers_of(scope, each) for each in dict.fromkeys(asked)]
        return rules.edition(papers, scope.moment.as_of, scope.moment)

    @field(
        description=(
            "Which of some clauses prevails where they conflict (效力顺序, R02): CA over FA and MR,"
            " special terms on breach over the general ones, else by a reading or not at all."
        )
    )
    def precedence(
        self,
        clauses: Annotated[
            list[str], strawberry.argument(description="The clauses (条款), from 2 to 20.")
        ],
        readings: Chosen = UNSET,
    ) -> ClausePrecedence:
        return preceding(rules.precedence(compared_clauses(clauses), chosen(readings)))

    @field(
        description=(
            "Where the recorded standing of a party's accounts differs from what its agreements"
            " give (身份与协议不一致). Nothing is said of a party without a framework agreement on"
            " record, and nothing follows from it: what is recorded decides."
        )
    )
    async def standing_mismatches(
        self,
        info: Asked,
        party: PartyArg,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> list[StandingMismatch]:
        scope = scope_of(info, as_of, known_at, readings)
        (id_,) = await existing(scope, [party])
        return [differing(scope, each) for each in await papered.differences(scope, id_)]


def compared_clauses(named: Sequence[str]) -> list[str]:
    """The ids of clauses that exist; INVALID_ARGUMENT for fewer than two, or too many."""
    asked = [_existing(each) for each in named]
    if not 2 <= len(set(asked)) <= MOST:  # noqa: PLR2004 (two clauses make a conflict)
        raise invalid(f"2 to {MOST} different clauses", len(set(asked)))
    return asked


def _existing(name: str) -> str:
    try:
        return clauses.clause(name).id
    except clauses.UnknownClause as unknown:
        raise error(Code.UNKNOWN_CLAUSE, str(unknown)) from unknown
