"""Root fields that are asked twice by `compareReadings`, with what each is asked about."""

from typing import Any

from graphql import GraphQLInputObjectType, get_named_type

from tests.sight.walk import Given, given, roots

NAMED_OTHERWISE = {
    "statement": "performanceStatement",
    "detachment": "detachmentPreview",
    "dayLiability": "liability",
}
OF_NOBODY = {"deadline", "precedence", "feeCalendar"}
OTHER = [{"question": "Q7", "option": "AUTOMATIC"}, {"question": "Q14", "option": "CONSUMED"}]


def compared(x: str) -> list[Given]:
    """The arguments of `compareReadings`, about everything that a tenant has."""
    kind = get_named_type(roots()["compareReadings"].args["question"].type)
    assert isinstance(kind, GraphQLInputObjectType)
    return [
        {"question": {name: value}, "right": OTHER}
        for name, field in kind.fields.items()
        if name not in OF_NOBODY
        for value in _values(name, get_named_type(field.type), x)
    ]


def _values(name: str, kind: Any, x: str) -> list[Any]:
    asked = given(NAMED_OTHERWISE.get(name, name), x)
    found = [_shaped(kind, one) for one in asked if name != "liability" or "obligation" in one]
    return [each for each in found if each]


def _shaped(kind: Any, one: Given) -> Any:
    """The arguments of a root field as the question takes them."""
    if not isinstance(kind, GraphQLInputObjectType):
        (value,) = one.values()
        return value
    return one.get("input", {key: one[key] for key in one.keys() & kind.fields.keys()})
