"""The root fields about violations: records, one violation, prices, the catalogue, integrity."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import UNSET, field

from graph import model
from graph.model import FactId, Fen, PartyId
from graph.rules import refusal
from graph.rules.deposit.paid import paid_fees
from graph.rules.violations.catalogue import CATALOGUE, Entry
from graph.rules.violations.integrity import IntegrityPenalty as Found
from graph.rules.violations.integrity import integrity_penalty
from graph.rules.violations.proceedings import Proceedings
from graph.rules.violations.record import Price, Record, price
from resolvers import breached, papered
from resolvers.context import Asked
from resolvers.exposure import existing
from resolvers.integrity import IntegrityPenalty, IntegrityPenaltyResult, weighed
from resolvers.moment import AsOf, Chosen, KnownAt, Scope, scope_of
from resolvers.money import Money, money
from resolvers.refusal import Refused
from resolvers.trace import Trace
from resolvers.violation import (
    Violation,
    ViolationEntry,
    ViolationRecord,
    ViolationRecordResult,
    charge,
    violations_of,
)
from resolvers.violation_enums import ViolationClass

PartyArg = Annotated[str, strawberry.argument(description="The party's own id (主体编号).")]


@strawberry.type(description="What one more violation would cost (违约金预览, R70, R71).")
class ViolationPrice:
    """Of `graph.rules.violations.record.Price`."""

    ordinal: int | None = field(description="Its place among those of class 2 (第几次).")
    penalty: Money = field(description="What it would cost (违约金).")
    gives_right_to_end: bool = field(description="Whether Aliyun might end upon it (终止权, Q3).")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


ViolationResult = Annotated[
    Violation | Refused,
    strawberry.union(
        "ViolationResult",
        description="A violation, or CALENDAR_NOT_PUBLISHED where silence can't be counted (I17).",
    ),
]
ViolationPriceResult = Annotated[
    ViolationPrice | Refused,
    strawberry.union(
        "ViolationPriceResult",
        description="A price, or CALENDAR_NOT_PUBLISHED where silence can't be counted (I17).",
    ),
]


@strawberry.type
class ViolationQueries:
    """What was charged to parties, and what follows from it."""

    @field(
        description=(
            "The violations of a party (违规记录) as known at the moment: each charge with its"
            " proceedings, those that count, their penalties, and what Aliyun may do (R70–R77)."
        ),
        graphql_type=ViolationRecordResult,
    )
    async def violations(
        self,
        info: Asked,
        party: PartyArg,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> ViolationRecord | refusal.Refusal:
        scope = scope_of(info, as_of, known_at, readings)
        (id_,) = await existing(scope, [party])
        return await violations_of(scope, id_)

    @field(
        description=(
            "One violation (违规) by its own id; null if there is none, it was not known, or it"
            " was not yet charged."
        ),
        graphql_type=ViolationResult | None,
    )
    async def violation(
        self,
        info: Asked,
        id: Annotated[str, strawberry.argument(description="Its `violationId` (违规编号).")],
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> Violation | refusal.Refusal | None:
        scope = scope_of(info, as_of, known_at, readings)
        found = await charging(scope, FactId(id))
        return charge(scope, *found) if isinstance(found, tuple) else found

    @field(
        description=(
            "What one more violation of a party, counted on a day, would cost (违约金预览), after"
            " those on record; by the reading FROM_ACT of Q5 the day is that of the act."
        ),
        graphql_type=ViolationPriceResult,
    )
    async def penalty(
        self,
        info: Asked,
        party: PartyArg,
        rank: Annotated[
            ViolationClass,
            strawberry.argument(name="class", description="The class it is found in (类别)."),
        ],
        on: Annotated[
            date | None,
            strawberry.argument(description="The day it counts from (计次日); else `asOf`."),
        ] = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> ViolationPrice | refusal.Refusal:
        scope = scope_of(info, as_of, known_at, readings)
        (id_,) = await existing(scope, [party])
        found = await pricing(scope, id_, rank, on or scope.moment.as_of)
        return priced(found) if isinstance(found, Price) else found

    @field(
        description=(
            "The acts that are violations (违规目录), in our own words: class 1 (MR 6.1, an open"
            " list) and class 2 (MR 6.2.2 to 6.2.8; MR 6.2.1 does not exist, Q19)."
        ),
        graphql_type=list[ViolationEntry],
    )
    def violation_catalogue(
        self,
        rank: Annotated[
            ViolationClass | None,
            strawberry.argument(name="class", description="Of one class only (类别)."),
        ] = UNSET,
    ) -> list[Entry]:
        return [each for each in CATALOGUE.values() if not rank or rank in each.classes]

    @field(
        description=(
            "The integrity penalty (诚信违约金, R53, IP 2): the highest of 30 % of the contract"
            " total, 30 % of all fees paid, and the whole benefit; never their sum. With `party`,"
            " total and fees that are left out are taken from its papers; else they are missing"
            " and count as zero (Q27)."
        ),
        graphql_type=IntegrityPenaltyResult,
    )
    async def integrity_penalty(
        self,
        info: Asked,
        benefit: Annotated[
            Fen | None, strawberry.argument(description="The improper benefit in fen (利益).")
        ] = UNSET,
        contract_total: Annotated[
            Fen | None, strawberry.argument(description="The contract total in fen (合同总额).")
        ] = UNSET,
        fees_paid: Annotated[
            Fen | None, strawberry.argument(description="All fees paid, in fen (已付服务费).")
        ] = UNSET,
        party: Annotated[
            str | None, strawberry.argument(description="The party's own id (主体编号).")
        ] = UNSET,
        as_of: AsOf = UNSET,
        known_at: KnownAt = UNSET,
        readings: Chosen = UNSET,
    ) -> IntegrityPenalty | refusal.Refusal:
        scope = scope_of(info, as_of, known_at, readings)
        total, fees = _given(contract_total), _given(fees_paid)
        if party:
            (id_,) = await existing(scope, [party])
            on_paper = await _on_paper(scope, id_)
            total = on_paper[0] if total is None else total
            fees = on_paper[1] if fees is None else fees
        found = integrity_penalty(total, fees, _given(benefit), scope.moment.readings)
        return weighed(found) if isinstance(found, Found) else found


async def charging(
    scope: Scope, id_: FactId
) -> tuple[Record, Proceedings] | refusal.Refusal | None:
    """A charge and the record it stands in; None if it was not known, or not yet charged."""
    party = await breached.charged_with(scope, id_)
    if party is None:
        return None
    found = await breached.violations(scope, party)
    if isinstance(found, refusal.Refusal):
        return found
    of = next((each for each in found.record.charges if each.violation.id == id_), None)
    return None if of is None else (found.record, of)


async def pricing(
    scope: Scope, party: PartyId, rank: ViolationClass, on: date
) -> Price | refusal.Refusal:
    """What one more violation that counts from a day would cost."""
    found = await breached.violations(scope, party)
    if isinstance(found, refusal.Refusal):
        return found
    return price(found.record, rank, on, scope.moment)


def priced(found: Price) -> ViolationPrice:
    """A price as it is spoken."""
    return ViolationPrice(
        ordinal=found.ordinal,
        penalty=money(found.penalty),
        gives_right_to_end=found.gives_right_to_end,
        trace=found.trace,
    )


def _given(fen: Fen | None) -> Fen | None:
    return None if fen is UNSET else fen


async def _on_paper(scope: Scope, party: PartyId) -> tuple[Fen | None, Fen | None]:
    """The totals that the agreements known by the day name, and all fees paid by it (IP 2)."""
    agreements = (await papered.papers_of(scope, party)).agreements
    named = [each.fen for each in scope.moment.known(agreements) if each.fen is not None]
    paid = paid_fees(await breached.fee_steps(scope, party), scope.moment)
    return Fen(sum(named)) if named else None, paid
