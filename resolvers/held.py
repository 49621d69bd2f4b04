"""Dated facts of an account as they held at a moment: what all of them say, and the simple ones."""

from datetime import date, datetime
from typing import Any, Generic, TypeVar

import strawberry
from strawberry import field

from graph.model import Condition, Dated
from graph.rules.standing import Effect
from resolvers.account_row import AccountRow
from resolvers.fact import Fact
from resolvers.interval import Interval

D_co = TypeVar("D_co", bound=Dated, covariant=True)


class Held(Generic[D_co]):
    """A fact of an account with the days on which it had effect; its attributes show through."""

    __slots__ = ("cut_by", "effective", "fact", "of")

    def __init__(self, effect: Effect[D_co], of: AccountRow) -> None:
        """Take an effect that a rule has worked out, and the account it is told of."""
        self.fact, self.effective, self.cut_by = effect.fact, effect.interval, effect.cut_by
        self.of = of

    def __getattr__(self, name: str) -> Any:
        """An attribute of the fact."""
        return getattr(self.fact, name)


@strawberry.type
class Recorded:
    """What every dated fact says; reads `Held`."""

    id: strawberry.ID = field(description="The fact's own id (编号); its versions share it.")
    version: int = field(description="Number of the version (版本), from 1.")
    valid_from: date = field(name="from", description="First day (起始日), as recorded.")
    valid_to: date | None = field(
        name="to", description="First day on which it no longer holds (截止日，不含); null: open."
    )
    effective: Interval = field(
        description=(
            "The days on which it has effect (生效期间): fewer than recorded where a release took"
            " it along (CA 2.3.2②, R106)."
        )
    )
    cut_by: Fact | None = field(description="The fact that cut its effect short (终止原因事实).")
    recorded_at: datetime = field(description="Known from this instant (记录时间) …")
    superseded_at: datetime | None = field(
        description="… until this one (被取代时间); it can lie after the moment asked about."
    )
    source: str = field(description="The document it rests on (来源).")


@strawberry.type(description="Partner standing (合作伙伴身份) of an account (FA 3.3.2, MR 7).")
class Standing(Recorded):
    """Reads `Held[graph.model.Standing]`."""

    end_cause: str | None = field(description="Why it ended (终止原因), as recorded.")


@strawberry.type(description="A recorded condition of an account (账号状况, Q9).")
class AccountCondition(Recorded):
    """Reads `Held[graph.model.AccountCondition]`."""

    condition: Condition = field(description="Frozen, converted or closed (状况).")
