"""Ids made from what a fact says, so that the same row or line is the same fact again."""

from graph.model.facts import (
    AccountCondition,
    Fact,
    Finding,
    Link,
    Settlement,
    Standing,
    TierLink,
)


def made_from(fact: Fact) -> str | None:
    """The id of a fact by what it is about and when it began; None for kinds that have ids of old.

    A settlement may well happen twice on a day: whoever numbers them puts the number behind.
    """
    match fact:
        case Standing():
            return f"standing:{fact.account}:{fact.valid_from}"
        case TierLink():
            return f"tier:{fact.city}:{fact.tier1}:{fact.valid_from}"
        case Link():
            return f"link:{fact.account}:{fact.partner}:{fact.valid_from}"
        case AccountCondition():
            return f"condition:{fact.account}:{fact.condition}:{fact.valid_from}"
        case Finding():
            return f"finding:{fact.obligation}:{fact.party}:{fact.found_on}"
        case Settlement():
            return f"settlement:{fact.obligation}:{fact.on}:{fact.by}"
        case _:
            return None
