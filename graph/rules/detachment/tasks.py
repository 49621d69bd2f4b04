"""What people must do after a cut, what a preview warns of, and what may be chosen instead."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import Moment, Uid
from graph.readings import Q28
from graph.rules.detachment.cascade import Cascade, Edge, Ended
from graph.rules.detachment.effects import AccountResult, Outcome


class Duty(StrEnum):
    """What is to be done."""

    TELL_AND_GUIDE_CUSTOMERS = "TELL_AND_GUIDE_CUSTOMERS"
    CONVERT_OR_CLOSE_RESALE = "CONVERT_OR_CLOSE_RESALE"
    END_COOPERATION = "END_COOPERATION"
    STOP_ACTING_AS_CITY_PARTNER = "STOP_ACTING_AS_CITY_PARTNER"
    RETURN_OR_DESTROY_MATERIAL = "RETURN_OR_DESTROY_MATERIAL"
    KEEP_SECRECY = "KEEP_SECRECY"
    END_FRAMEWORK_AGREEMENT = "END_FRAMEWORK_AGREEMENT"


class Task(Struct, frozen=True):
    """A duty: whose, from which day, by which clause, for which accounts."""

    duty: Duty
    who: Uid
    since: date
    clause: str
    accounts: tuple[Uid, ...] = ()


class WarningCode(StrEnum):
    """What a preview points out before somebody acts."""

    RESALE_PENDING = "RESALE_PENDING"
    PREPAID_BALANCE = "PREPAID_BALANCE"
    OPEN_DEBT = "OPEN_DEBT"
    NO_FEE_HOLDER_WINDOW = "NO_FEE_HOLDER_WINDOW"
    LINKS_LEFT_OPEN = "LINKS_LEFT_OPEN"


class Warned(Struct, frozen=True):
    """A warning about an account."""

    code: WarningCode
    account: Uid
    message: str
    clause: str


class Option(StrEnum):
    """What a city partner may come to when its tier-1 leaves (Q30)."""

    RELEASE = "RELEASE"
    DELAY = "DELAY"
    NEW_ENTRY = "NEW_ENTRY"


class Choice(Struct, frozen=True):
    """One option for one city partner, and what it means."""

    city: Uid
    option: Option
    meaning: str
    clause: str


def tasks(cut: Cascade, results: Iterable[AccountResult], moment: Moment) -> tuple[Task, ...]:
    """Wind-down and after-duties of everyone who loses something (R109, R115, R125, Q28)."""
    found: list[Task] = []
    for each in cut.ended:
        if each.edge is Edge.PARTNER:
            found.append(Task(Duty.END_COOPERATION, each.account, each.on, "MR 7.3.4"))
        elif each.edge is Edge.CITY:
            found += _city(each, moment)
    customers: dict[Uid, list[AccountResult]] = {}
    for result in results:
        customers.setdefault(result.partner, []).append(result)
    for partner, some in customers.items():
        found += _wind_down(partner, cut.day, some)
    return tuple(found)


def _wind_down(partner: Uid, day: date, customers: Sequence[AccountResult]) -> list[Task]:
    """Tell and guide all customers; resale accounts are converted, else closed and refunded."""
    every = tuple(each.uid for each in customers)
    resale = tuple(each.uid for each in customers if each.outcome is Outcome.PENDING_CONVERSION)
    found = [Task(Duty.TELL_AND_GUIDE_CUSTOMERS, partner, day, "FA 8.4.3", every)]
    if resale:
        found.append(Task(Duty.CONVERT_OR_CLOSE_RESALE, partner, day, "MR 7.3.5", resale))
    return found


def _city(ended: Ended, moment: Moment) -> list[Task]:
    who, day = ended.account, ended.on
    found = [
        Task(Duty.STOP_ACTING_AS_CITY_PARTNER, who, day, "CA 2.3.4①"),
        Task(Duty.RETURN_OR_DESTROY_MATERIAL, who, day, "CA 2.3.4②"),
        Task(Duty.KEEP_SECRECY, who, day, "CA 2.3.4③"),
    ]
    if moment.readings.of(Q28) is Q28.FA_TO_BE_ENDED:
        found.append(Task(Duty.END_FRAMEWORK_AGREEMENT, who, day, "FA 8.3.9"))
    return found


def warnings(results: Iterable[AccountResult], cut: Cascade, uid: Uid) -> tuple[Warned, ...]:
    """Resale accounts that wait, balances, debts, and what is left open (Q7–Q9)."""
    found: list[Warned] = []
    for each in results:
        found += _about(each, cut.day)
    for city in cut.waiting:
        message = f"from {cut.day} until its release the cash of {city} has no fee holder"
        found.append(Warned(WarningCode.NO_FEE_HOLDER_WINDOW, city, message, "CA 2.3.1③"))
    if cut.kept:
        message = f"links left open from {cut.day} hang from an account without standing"
        found.append(Warned(WarningCode.LINKS_LEFT_OPEN, uid, message, "MR 7.3.3"))
    return tuple(found)


def _about(result: AccountResult, day: date) -> list[Warned]:
    found: list[Warned] = []
    if result.outcome is Outcome.PENDING_CONVERSION:
        message = f"{result.uid} is frozen from {day} until its customer signs with Aliyun"
        found.append(Warned(WarningCode.RESALE_PENDING, result.uid, message, "MR 7.3.5"))
    if result.prepaid > 0:
        message = f"{result.uid} has prepaid {result.prepaid} fen for use from {day} on"
        found.append(Warned(WarningCode.PREPAID_BALANCE, result.uid, message, "FA 8.4.3"))
    if result.owed > 0:
        message = f"{result.uid} still owes {result.owed} fen"
        found.append(Warned(WarningCode.OPEN_DEBT, result.uid, message, "FA 8.4.1"))
    return found


def choices(cities: Iterable[Uid]) -> tuple[Choice, ...]:
    """What may become of each city partner of a leaving tier-1 (Q30, R102, R116)."""
    offered = (
        (Option.RELEASE, "CA 2.3.1③", "released the same day, with all its customers"),
        (Option.DELAY, "CA 2.3.1", "released later; its cash has no fee holder until then"),
        (Option.NEW_ENTRY, "CA 2.1.1", "released, then entered anew under another tier-1"),
    )
    return tuple(
        Choice(city, option, meaning, clause)
        for city in cities
        for option, clause, meaning in offered
    )
