"""Which days a viewer sees of the accounts that are asked about."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Self

from msgspec.structs import astuple

from graph.model import (
    FactId,
    Moment,
    ObligationHistory,
    PartyId,
    Uid,
    Viewer,
)
from graph.model.moment import ANY_REVISION
from graph.readings import DEFAULTS
from graph.rules import sight
from graph.rules.sight import Sight
from loaders.facts import Facts
from loaders.sighted.naming import accounts_in, parties_in

END = datetime.max.replace(tzinfo=UTC)


class NotInSight(Exception):
    """More is asked of an account or a party than its name, which is all that is seen of it."""

    code = "NOT_IN_SIGHT"

    def __init__(self, id_: str) -> None:
        """Whose matters were asked about."""
        super().__init__(f"only the name and standing of {id_!r} are seen, not its matters")


class Seeing:
    """What all kinds of sighted facts share."""

    def __init__(
        self,
        every: Facts,
        viewer: Viewer,
        known_at: datetime = END,
        revision: int = ANY_REVISION,
    ) -> None:
        """See what `viewer` may, of `every`, by what was known at an instant and a revision."""
        self._every, self.viewer = every, viewer
        self.revision, self.seq = every.revision, every.seq
        self._moment = Moment(date.max, known_at, DEFAULTS, revision)

    def at(self, known_at: datetime) -> Self:
        """The same by what was known at another instant."""
        return type(self)(self._every, self.viewer, known_at, self._moment.revision)

    @property
    def statements(self) -> int:
        """How many statements this request has sent."""
        return self._every.statements

    def stand_at(self, revision: int, seq: int) -> None:
        """As `Facts.stand_at`."""
        self._every.stand_at(revision, seq)
        self.revision, self.seq = revision, seq
        self._moment = Moment(date.max, self._moment.known_at, DEFAULTS, revision)

    async def _sight(self, uids: Iterable[Uid], parties: Iterable[PartyId] = ()) -> Sight:
        """The sight of some accounts, and of those that some parties own; roots are warm."""
        asked = list(dict.fromkeys(parties))
        owned = await self._every.accounts_of(asked) if asked else {}
        named = {uid for some in owned.values() for uid in some}
        histories = await self._every.histories({*uids, *named, *self.viewer.roots})
        owners = {PartyId(each.account.owner): (uid,) for uid, each in histories.items()}
        return Sight(self.viewer, histories, owners | owned, self._moment)

    async def _whole(self, uids: Iterable[Uid]) -> list[Uid]:
        """The accounts that are seen whole; NotInSight for one that is seen by name alone."""
        asked = list(dict.fromkeys(uids))
        at = await self._sight(asked)
        for uid in asked:
            if at.above(uid) and not at.below(uid) and uid in at.histories:
                raise NotInSight(uid)
        return [uid for uid in asked if at.below(uid)]

    async def _whole_parties(self, parties: Iterable[PartyId]) -> list[PartyId]:
        """The parties that are seen whole, as `_whole`."""
        asked = list(dict.fromkeys(parties))
        at = await self._sight((), asked)
        for id_ in asked:
            if at.names(id_) and not at.owned_by(id_):
                raise NotInSight(id_)
        return [id_ for id_ in asked if at.owned_by(id_)]

    async def _debts(
        self, found: Mapping[FactId, ObligationHistory]
    ) -> dict[FactId, ObligationHistory]:
        """The debts that are seen, as they are."""
        named = [fact for debt in found.values() for some in astuple(debt) for fact in some]
        at = await self._sight(accounts_in(named), parties_in(named))
        shown = ((id_, sight.debt(at, debt)) for id_, debt in found.items())
        return {id_: debt for id_, debt in shown if debt is not None}
