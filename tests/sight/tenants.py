"""Two tenants with the same of everything, and a customer that went from one to the other.

Every id and name of the tenant that must stay hidden begins with `zz`, and its amounts are odd; the
days of the customer that went over have ids of theirs. `tenant.ladder` is a pattern: `{x}` begins
ids, `{n}` amounts.
"""

from pathlib import Path

HERE = Path(__file__).parent


def _tenant(x: str, n: str) -> str:
    return HERE.joinpath("tenant.ladder").read_text(encoding="utf-8").format(x=x, n=n)


WENT = HERE.joinpath("went.ladder").read_text(encoding="utf-8")
WORLD = _tenant("aa", "11") + _tenant("zz", "7777") + WENT

HIDDEN = ("zz", "7777")
"""What no answer to the other tenant may hold, but for an id that it has sent itself."""
