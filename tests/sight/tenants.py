"""Two tenants with the same of everything, and a customer that went from one to the other.

Every id and name of the tenant that must stay hidden begins with `zz`, and its amounts are odd; the
days of the customer that went over have ids of theirs. `tenant.ladder` is a pattern: `{x}` begins
ids, `{n}` amounts.
"""

from pathlib import Path

HERE = Path(__file__).parent


def tenant(x: str, n: str) -> str:
    """One tenant, by the letters that begin its ids and the digits that begin its amounts."""
    return HERE.joinpath("tenant.ladder").read_text(encoding="utf-8").format(x=x, n=n)


WENT = HERE.joinpath("went.ladder").read_text(encoding="utf-8")
WORLD = tenant("aa", "11") + tenant("zz", "7777") + WENT

HIDDEN = ("zz", "7777")
"""What no answer to the other tenant may hold, but for an id that it has sent itself."""
