"""The root field `lossShares`: what each side bears where both are at fault (R47, FA 7.1.2)."""

from typing import Annotated

import strawberry
from strawberry import field

from graph import model
from graph.model import Fen, PartyId, cite
from graph.rules.violations.breach import shares
from resolvers.errors import invalid
from resolvers.money import Money, money
from resolvers.trace import Trace

MOST = 100
"""Most sides of one loss."""
HEAVIEST = 1_000_000
"""The greatest weight of a fault."""


@strawberry.input(description="A side and its fault (过错方).")
class FaultInput:
    """One key and weight for `graph.rules.violations.breach.shares`."""

    party: str = field(description="The side (主体): a party's own id, or any name.")
    weight: int = field(
        description="How its fault weighs against that of the others (过错比重): 0 to 1,000,000."
    )


@strawberry.type(description="What one side bears of a loss (分担).")
class LossShare:
    """Of `LossShares`."""

    party: str = field(description="The side (主体), as it was given.")
    amount: Money = field(description="Its share (分担额); all add up to the loss.")


@strawberry.type(description="A loss by the fault of each side (过错分担, FA 7.1.2).")
class LossShares:
    """Of `graph.rules.violations.breach.shares`."""

    shares: list[LossShare] = field(description="Each side's (分担), in the order given.")
    trace: model.Trace = field(description="What it rests on (依据).", graphql_type=Trace)


@strawberry.type
class FaultQueries:
    """The root field `lossShares`."""

    @field(
        description=(
            "What each side bears of a loss where both are at fault (过错分担, R47, FA 7.1.2), to"
            " the fen. How much each is at fault is found, not computed."
        )
    )
    def loss_shares(
        self,
        loss: Annotated[Fen, strawberry.argument(description="The loss in fen (损失).")],
        faults: Annotated[
            list[FaultInput],
            strawberry.argument(description="The sides (过错方), each once, from 1 to 100."),
        ],
    ) -> LossShares:
        weights = {PartyId(each.party): each.weight for each in faults}
        if loss < 0 or not 1 <= len(faults) <= MOST or len(weights) != len(faults):
            expected = f"a loss of 0 or more and 1 to {MOST} sides, each once"
            raise invalid(expected, f"{loss} and {len(faults)} sides")
        if max(weights.values()) > HEAVIEST:
            raise invalid(f"weights up to {HEAVIEST}", max(weights.values()))
        try:
            found = shares(loss, weights)
        except ValueError as wrong:
            raise invalid("weights of zero or more, not all zero", str(wrong)) from wrong
        return LossShares(
            shares=[LossShare(party=party, amount=money(fen)) for party, fen in found.items()],
            trace=cite(rules=("R47",), clauses=("FA 7.1.2",)),
        )
