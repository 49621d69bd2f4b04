"""Where in a mutation's input the reason of a refusal stands."""

from msgspec.structs import replace

from graph.model.spelling import camel
from graph.rules.refusal import Refusal

STANDS_IN = {
    "fen": ("amount",),
    "validFrom": ("effectiveOn",),
    "validTo": ("until", "effectiveOn"),
    "on": ("effectiveOn", "receivedOn"),
    "foundOn": ("effectiveOn",),
    "decidedOn": ("effectiveOn",),
    "endedOn": ("effectiveOn",),
    "doneOn": ("effectiveOn",),
    "occurredFrom": ("occurredOn",),
    "id": ("agreement", "violation", "task"),
    "account": ("city", "cityPartner"),
    "other": ("tier1", "toPartner"),
    "by": ("party",),
    "step": ("request",),
    "partner": ("toPartner",),
    "to": ("toPartner",),
}
"""What fills in a field of a fact whose name is another, the most likely first."""


def names_of(given: object) -> frozenset[str]:
    """The fields of an input, or of a row of one."""
    return frozenset(camel(name) for name in vars(given))


def placed(refusal: Refusal, names: frozenset[str]) -> Refusal:
    """The refusal with the input's own name for what it is about, where that is another one."""
    if refusal.path in names:
        return refusal
    named = next((each for each in STANDS_IN.get(refusal.path, ()) if each in names), None)
    return refusal if named is None else replace(refusal, path=named)


def within(refusal: Refusal, names: frozenset[str], field: str, *, whole: bool = False) -> Refusal:
    """The refusal placed in an input's field that says more than a word; `whole`: no further."""
    if refusal.path in names:
        return refusal
    return replace(refusal, path=field if whole else f"{field}.{refusal.path}")
