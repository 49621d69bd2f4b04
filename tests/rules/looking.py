"""What somebody sees of a ladder's facts, and a branch to look at."""

from datetime import UTC, date, datetime
from typing import Any

from graph import ladder
from graph.model import (
    AccountPapers,
    Moment,
    PartyId,
    PartyPapers,
    Role,
    Uid,
    Viewer,
)
from graph.readings import DEFAULTS
from graph.rules import sight
from graph.rules.sight import Sight
from tests.property.questions import histories_of

NOW = datetime(2019, 1, 1, tzinfo=UTC)
BRANCH = """
east is partner from 2017-04-01
west is partner from 2017-04-01
harbor is partner from 2018-01-05
harbor under east as city from 2018-01-05 to 2018-03-16
harbor under west as city from 2018-03-16
acme under harbor as agency from 2018-01-10
birch under east as resale from 2018-01-10 to 2018-02-10
birch under west as agency from 2018-02-10
"""


class Look:
    """What somebody sees of a ladder's facts."""

    def __init__(self, text: str, *roots: str, name: str = "me", known_at: datetime = NOW):
        self.world = ladder.parse(text)
        owned: dict[PartyId, tuple[Uid, ...]] = {}
        for each in self.world.accounts:
            owned[each.owner] = (*owned.get(each.owner, ()), each.uid)
        viewer = Viewer(name, Role.PARTNER, tuple(map(Uid, roots)))
        moment = Moment(date(2018, 1, 1), known_at, DEFAULTS)
        self.sight = Sight(viewer, histories_of(self.world), owned, moment)

    def account(self, uid: str) -> Any:
        return sight.history(self.sight, Uid(uid))

    def papers(self, uid: str) -> AccountPapers:
        found = AccountPapers(
            authorisations=tuple(a for a in self.world.authorisations if a.account == uid),
            requests=tuple(r for r in self.world.requests if r.account == uid),
            tasks=tuple(t for t in self.world.tasks if t.account == uid),
            fee_steps=tuple(f for f in self.world.fee_steps if f.account == uid),
        )
        return sight.account_papers(self.sight, Uid(uid), found)

    def party_papers(self, id_: str) -> PartyPapers:
        found = PartyPapers(
            agreements=tuple(a for a in self.world.agreements if a.party == id_),
            violations=tuple(v for v in self.world.violations if v.party == id_),
            deposit_entries=tuple(d for d in self.world.deposit_entries if d.party == id_),
            notices=tuple(n for n in self.world.notices if n.party == id_),
        )
        return sight.party_papers(self.sight, PartyId(id_), found)


def days(text: str) -> date:
    return date.fromisoformat(text)
