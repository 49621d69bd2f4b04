"""The end of a link or a tier link, as it is told to whom an account belonged until then.

Within the viewer's days a fact that ends with them looks as it did before, so its end would be no
news; but it is what the viewer has to do with the account last (FA 3.4.2.4, CA 2.1.3).
"""

from msgspec.structs import replace

from graph.changes import upward
from graph.model import Fact, Link, TierLink
from graph.rules.sight.days import Sight
from graph.rules.sight.facts import dated


def parted(then: Sight, before: Fact | None, after: Fact | None) -> tuple[Fact, Fact] | None:
    """A link before and after its end, as told to whom it ended days for; None if it did not.

    `then` is the sight before the end was recorded: if the account was still to be seen on the day
    of the end, this took it away. By whom it was recorded, and from what, is not told, since that
    may be whoever has the account from now on.
    """
    if not isinstance(before, Link | TierLink) or not isinstance(after, Link | TierLink):
        return None
    uid = upward(after)[0]
    if after.valid_to is None or after.valid_to not in then.below(uid):
        return None
    was = dated(then, uid, (before,))
    return (was[0], replace(after, recorded_by="", source="")) if was else None
