"""Who may change what: by role, and for whoever sees only a part, about what.

A partner links, ends and moves its own customers and asks for what others decide. What somebody
else has to do or to decide, what is paid, charged or corrected, and what was before today, an
operator records: nobody grants itself a decision, an authorisation, a payment or a day.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from graph.model import Role, Viewer


class About(StrEnum):
    """What a field of a mutation's input names, and how it must be seen today."""

    OWN = "OWN"
    """An account that is seen whole."""
    FREE = "FREE"
    """An account that is seen whole, or that hangs from nobody from today on."""
    REQUEST = "REQUEST"
    """A request about an account that is seen whole."""
    APPLIED = "APPLIED"
    """The same, of which a root is the applicant where the texts say who applies."""
    TASK = "TASK"
    """A duty of an account that is seen whole."""
    ANYTHING = "ANYTHING"
    """An account or a party that is seen."""
    PARTY = "PARTY"
    """A party that is seen, where one is named."""


DATED = ("applied_on", "effective_on")
"""Days of a change: who sees a part makes it from today on, and says nothing of days before."""


class Permission(Struct, frozen=True):
    """Who may make a change; `about` is empty where only those may who see everything.

    `others` are fields in which somebody says what others did: not for those who see a part.
    """

    roles: tuple[Role, ...]
    about: Mapping[str, About] = {}
    others: tuple[str, ...] = ()


OPERATOR = (Role.OPERATOR,)
JUDGING = (Role.OPERATOR, Role.RISK)
TRADING = (Role.OPERATOR, Role.PARTNER)
WORKING = (Role.OPERATOR, Role.RISK, Role.PARTNER)

_LINK = Permission(TRADING, {"account": About.FREE, "partner": About.OWN})
_END = Permission(TRADING, {"account": About.OWN})
_MOVE = Permission(TRADING, {"account": About.OWN, "to_partner": About.OWN})
_ASKED = Permission(TRADING, {"request": About.REQUEST})
_APPLYING = {"account": About.OWN, "applied_by": About.PARTY}

PERMISSIONS: Mapping[str, Permission] = {
    "linkCustomerAccount": _LINK,
    "linkCustomerAccounts": _LINK,
    "endCustomerLink": _END,
    "endCustomerLinks": _END,
    "moveCustomerAccount": _MOVE,
    "moveCustomerAccounts": _MOVE,
    "renameAccount": Permission(TRADING, {"account": About.OWN}),
    "requestDetachment": Permission(
        TRADING,
        _APPLYING,
        ("confirmed_on", "no_dispute_confirmed_on", "notice_received_on"),
    ),
    "requestMove": Permission(TRADING, {**_APPLYING, "to_partner": About.OWN}, ("authorised_on",)),
    "requestExit": Permission(TRADING, _APPLYING, ("notice_received_on",)),
    "answerRequest": _ASKED,
    "withdrawRequest": Permission(TRADING, {"request": About.APPLIED}),
    "executeRequest": _ASKED,
    "completeTask": Permission(WORKING, {"task": About.TASK}),
    "annotate": Permission(WORKING, {"subject": About.ANYTHING}),
    "recordFinding": Permission(JUDGING),
    "recordViolation": Permission(JUDGING),
    "recordViolationStep": Permission(JUDGING),
}
"""Every change that not only an operator of the whole programme may make."""


def permission(mutation: str) -> Permission:
    """Who may make a change, by the name of its mutation."""
    return PERMISSIONS.get(mutation, Permission(OPERATOR))


def forbidden(mutation: str, viewer: Viewer) -> str | None:
    """Why a viewer may not make a change whatever it is about; None if it may."""
    allowed = permission(mutation)
    if viewer.role not in allowed.roles:
        named = " or ".join(each.value for each in allowed.roles)
        return f"`{mutation}` takes the role {named}, yours is {viewer.role.value}"
    if viewer.bounded and not allowed.about:
        return f"`{mutation}` takes somebody who sees the whole programme"
    return None
