"""Places, papers, requests and single charges, asked under two sets of readings."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, TypeAlias

import strawberry
from msgspec import Struct
from strawberry import UNSET, field

from graph.model import FactId, LinkType, Month, PartyId, Uid
from graph.rules import fees
from graph.rules.agreements import InForce, counterparty, precedence
from graph.rules.lifecycle import State, state
from graph.rules.lineage import Lineage, lineage
from graph.rules.refusal import Refusal
from graph.rules.violations.count import Count
from graph.rules.violations.proceedings import Proceedings
from resolvers import papered
from resolvers.account import Account
from resolvers.account_queries import find_account
from resolvers.agreement import (
    ClausePrecedence,
    OriginalAgreement,
    StandingMismatch,
    differing,
    original,
    preceding,
)
from resolvers.agreement_queries import compared_clauses
from resolvers.authorised import LinkTypeChange, retyped, retyping
from resolvers.direct_contract import (
    DirectContract,
    DirectContractInput,
    contracted,
    contracting,
)
from resolvers.exposure import existing
from resolvers.fee_calendar import FeeCalendar, dates
from resolvers.fee_market import PurchaseDiscount, discounted, discounting
from resolvers.level import Certification, certified, testing
from resolvers.moment import Scope
from resolvers.request import Request
from resolvers.request_list import one
from resolvers.violation import Violation, charge
from resolvers.violation_enums import ViolationClass
from resolvers.violation_queries import ViolationPrice, charging, priced, pricing


@strawberry.type(description="Where a party's record and agreements differ (不一致).")
class StandingMismatches:
    """As `standingMismatches` answers."""

    mismatches: list[StandingMismatch] = field(description="Each span of days (不一致).")


SpokenFurther: TypeAlias = (
    Account
    | OriginalAgreement
    | StandingMismatches
    | ClausePrecedence
    | LinkTypeChange
    | DirectContract
    | Certification
    | FeeCalendar
    | PurchaseDiscount
    | Request
    | Violation
    | ViolationPrice
)


@strawberry.input(description="One more violation to compare (违约金预览).")
class PenaltyQuestion:
    """As `penalty` asks."""

    party: str = field(description="The party (主体).")
    rank: ViolationClass = field(name="class", description="The class it is found in (类别).")
    on: date | None = field(
        default=UNSET, description="The day it counts from (计次日); else `asOf`."
    )


@strawberry.input(description="A change of a link's type to compare (类型变更).")
class LinkTypeQuestion:
    """As `linkTypeChange` asks."""

    account: str = field(description="The customer's account (账号 UID).")
    type: LinkType = field(description="The new type (新类型).")


@strawberry.input(description="A purchase to compare (采购折扣).")
class DiscountQuestion:
    """As `purchaseDiscount` asks."""

    uid: str = field(description="The account that buys (账号).")
    product: str = field(description="What it buys (产品).")


class Both(Struct, frozen=True):
    """What is compared, and the same as it is spoken."""

    value: object
    spoken: SpokenFurther


class Place(Struct, frozen=True):
    """Where an account stands, and what it is."""

    lineage: Lineage
    state: State


class Agreed(Struct, frozen=True):
    """The original agreement, and who is on Aliyun's side."""

    framework: InForce | None
    management_rules: InForce | None
    counterparty: PartyId


class Charge(Struct, frozen=True):
    """A charge, and how it counts."""

    proceedings: Proceedings
    count: Count | None


Further: TypeAlias = Both | Refusal | None


async def _account(scope: Scope, uid: str) -> Further:
    found = await find_account(scope, uid)
    if found is None:
        return None
    day = scope.moment.as_of
    place = Place(lineage(found.known, Uid(uid), day), state(found.known, Uid(uid), day))
    return Both(place, found)


async def _original(scope: Scope, asked: str) -> Further:
    (party,) = await existing(scope, [asked])
    contracts, day = await papered.contracts(scope, party), scope.moment.as_of
    found, across = contracts.original(day), counterparty(contracts.notices, day)
    value = Agreed(found.framework, found.management_rules, across.party)
    return Both(value, original(scope, contracts, day))


async def _mismatches(scope: Scope, asked: str) -> Further:
    (party,) = await existing(scope, [asked])
    found = tuple(await papered.differences(scope, party))
    told = StandingMismatches(mismatches=[differing(scope, each) for each in found])
    return Both(found, told)


async def _precedence(scope: Scope, asked: list[str]) -> Further:
    found = precedence(compared_clauses(asked), scope.moment.readings)
    return Both(found, preceding(found))


async def _link_type(scope: Scope, asked: LinkTypeQuestion) -> Further:
    found = await retyping(scope, Uid(asked.account), asked.type)
    if isinstance(found, Refusal):
        return found
    return Both(found, retyped(scope, Uid(asked.account), asked.type, found))


async def _direct_contract(scope: Scope, asked: DirectContractInput) -> Further:
    found = await contracting(scope, asked)
    return Both(found, contracted(scope, found))


async def _assessment(scope: Scope, asked: str) -> Further:
    known = await papered.existing(scope, uid := Uid(asked))
    found = await testing(scope, uid, known)
    return Both(found, certified(scope, uid, found))


async def _fee_calendar(scope: Scope, asked: Month) -> Further:
    told = dates(asked, scope.moment.readings)
    if isinstance(told, Refusal):
        return told
    return Both(fees.timetable(asked, scope.moment.readings), told)


async def _discount(scope: Scope, asked: DiscountQuestion) -> Further:
    found = await discounting(scope, Uid(asked.uid), asked.product)
    return None if found is None else Both(found, discounted(found))


async def _request(scope: Scope, asked: str) -> Further:
    found = await one(scope, asked)
    return None if found is None else Both(found.found, found)


async def _violation(scope: Scope, asked: str) -> Further:
    found = await charging(scope, FactId(asked))
    if not isinstance(found, tuple):
        return found
    record, of = found
    return Both(Charge(of, record.count_of(of)), charge(scope, record, of))


async def _penalty(scope: Scope, asked: PenaltyQuestion) -> Further:
    (party,) = await existing(scope, [asked.party])
    found = await pricing(scope, party, asked.rank, asked.on or scope.moment.as_of)
    return found if isinstance(found, Refusal) else Both(found, priced(found))


FURTHER: dict[str, Callable[[Scope, Any], Awaitable[Further]]] = {
    "account": _account,
    "original_agreement": _original,
    "standing_mismatches": _mismatches,
    "precedence": _precedence,
    "link_type_change": _link_type,
    "direct_contract": _direct_contract,
    "assessment": _assessment,
    "fee_calendar": _fee_calendar,
    "purchase_discount": _discount,
    "request": _request,
    "violation": _violation,
    "penalty": _penalty,
}
"""How each further question is answered, by its name."""
