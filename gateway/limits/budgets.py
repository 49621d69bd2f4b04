"""What each caller may ask for in a while: so many requests, and so many objects.

Counted in windows by the `limits` library, in this process or in a Redis that several gateways
share. Every answer says what is left, in the fields of draft-ietf-httpapi-ratelimit-headers-10.
"""

import math
from collections.abc import Awaitable, Callable
from typing import Final, Protocol, TypeVar

from limits import parse_many
from msgspec import Struct

from gateway.http.errors import ErrorCode, Rejected
from gateway.limits.counters import Window
from gateway.limits.counting import Counting
from gateway.settings import SettingInvalid, Settings, variable


class Costly(Protocol):
    """A question whose cost is known."""

    @property
    def cost(self) -> int:
        """How many objects it may ask for."""
        ...


P = TypeVar("P", bound=Costly)

OFF: Final = "off"
TOO_MANY_REQUESTS: Final = 429


class Budget(Struct, frozen=True):
    """One kind of budget: its name in headers, what it counts, its code, and its windows."""

    name: str
    what: str
    code: ErrorCode
    windows: tuple[Window, ...]

    @property
    def policy(self) -> str:
        """Quota and seconds of each window, as the header `RateLimit-Policy` has them."""
        return ", ".join(f'"{self.name}";q={each.most};w={each.seconds}' for each in self.windows)


class Budgets:
    """Charges callers, and refuses those that have used up what is theirs."""

    def __init__(self, settings: Settings, counting: Counting) -> None:
        """Take the budgets of the settings; raises SettingInvalid for one that is none."""
        code = ErrorCode
        self._requests = Budget("requests", "requests", code.RATE_LIMITED, _requests(settings))
        self._cost = Budget("cost", "objects", code.COST_BUDGET_EXCEEDED, _cost(settings))
        self._counting = counting
        self.close = counting.close
        used = [each for each in (self._requests, self._cost) if each.windows]
        self._policy = ", ".join(each.policy for each in used)

    async def paid(
        self, caller: str, headers: dict[str, str], prepare: Callable[[], Awaitable[P]]
    ) -> P:
        """What is prepared, charged to a caller; what is left is written into the headers.

        The request is charged before anything of it is read, and then the objects that it may ask
        for. Raises Rejected.
        """
        alone = self._counting.alone
        if alone:
            self._take(self._requests, caller, 1, headers)
        else:
            await self._ask(self._requests, caller, 1, headers)
        prepared = await prepare()
        if not alone:
            await self.spend(caller, prepared.cost, headers)
        elif prepared.cost:
            self._take(self._cost, caller, prepared.cost, headers)
        return prepared

    async def spend(self, caller: str, objects: int, headers: dict[str, str]) -> None:
        """Charge a caller for objects; raises Rejected where fewer are left."""
        if objects and self._counting.alone:
            self._take(self._cost, caller, objects, headers)
        elif objects:
            await self._ask(self._cost, caller, objects, headers)

    def _take(self, budget: Budget, caller: str, amount: int, headers: dict[str, str]) -> None:
        """Charge where no other gateway counts."""
        for each in budget.windows:
            found = self._counting.take(each, caller, amount)
            self._tell(budget, each, amount, found, headers)

    async def _ask(self, budget: Budget, caller: str, amount: int, headers: dict[str, str]) -> None:
        for each in budget.windows:
            found = await self._counting.hit(each, caller, amount)
            self._tell(budget, each, amount, found, headers)

    def _tell(
        self,
        budget: Budget,
        window: Window,
        amount: int,
        found: tuple[bool, int, float],
        headers: dict[str, str],
    ) -> None:
        """Write what is left into the headers; raises Rejected where it was not enough."""
        taken, left, seconds = found
        wait = math.ceil(seconds) or 1
        standing = f'"{budget.name}";r={left};t={wait}'
        before = headers.get("RateLimit")
        headers["RateLimit"] = f"{before}, {standing}" if before else standing
        headers["RateLimit-Policy"] = self._policy
        if not taken:
            raise _used_up(budget, window, amount, left, wait)


def budgets(settings: Settings) -> Budgets | None:
    """The budgets of the settings; None where none is counted."""
    if not _requests(settings) and not _cost(settings):
        return None
    return Budgets(settings, Counting(settings.budgets_redis))


def _requests(settings: Settings) -> tuple[Window, ...]:
    return _windows("requests_rate", settings.requests_rate, settings.profile, "6000/minute")


def _cost(settings: Settings) -> tuple[Window, ...]:
    return _windows("cost_rate", settings.cost_rate, settings.profile, "2000000/minute")


def _windows(name: str, given: str | None, profile: str | None, usual: str) -> tuple[Window, ...]:
    text = given or (OFF if profile == "development" else usual)
    if text == OFF:
        return ()
    try:
        return tuple(Window.of(name.removesuffix("_rate"), each) for each in parse_many(text))
    except ValueError:
        raise SettingInvalid(
            f"{variable(name)} is {text!r}, expected amounts and times such as"
            " `100/second;6000/minute`, or `off`; correct it, or leave it out"
        ) from None


def _used_up(budget: Budget, window: Window, amount: int, left: int, wait: int) -> Rejected:
    asked = f"this one asks for {amount} and {left} are left" if amount > 1 else "all are used"
    message = (
        f"A caller may ask for {window.most} {budget.what} in {window.seconds} s; {asked}."
        f" Try again in {wait} s."
    )
    return Rejected(TOO_MANY_REQUESTS, budget.code, message, retry_after=str(wait))
