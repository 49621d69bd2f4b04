"""What papers an agenda needs: a party's own, and those about its accounts and those below them."""

from msgspec import Struct

from graph.model import AccountHistory, AccountPapers, Moment, PartyId, PartyPapers, Uid
from loaders.scope import Scope


class Papers(Struct, frozen=True):
    """A party's papers, and those about accounts, in all versions."""

    party: PartyPapers
    accounts: tuple[AccountPapers, ...]


async def papers(scope: Scope, party: PartyId) -> Papers:
    """Of a party, its accounts, and those that hang directly below these on the day."""
    own = (await scope.facts.accounts_of([party]))[party]
    histories = await scope.facts.branch(*own)
    uids = sorted(
        uid
        for uid, history in histories.items()
        if uid in own or _is_below(history, own, scope.moment)
    )
    about = await scope.facts.account_papers(uids)
    mine = await scope.facts.party_papers([party])
    return Papers(mine.get(party, PartyPapers()), tuple(about[uid] for uid in uids if uid in about))


def _is_below(history: AccountHistory, own: tuple[Uid, ...], moment: Moment) -> bool:
    links = ((link, link.partner) for link in moment.known(history.links))
    tiers = ((tier, tier.tier1) for tier in moment.known(history.tier_links))
    return any(above in own and moment.as_of in row.interval for row, above in (*links, *tiers))
