"""Mutations that carry out the changes which mend drift: text and variables, ready to be sent."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeAlias

import orjson
from msgspec import Struct
from msgspec.structs import replace

from gateway.exchange.recorded import RECORDED, Variables, described, imported
from graph.changes import Change, End, Record, Retract, Supersede
from graph.model import AccountCondition, Authorisation, Fact, Link, Note, Standing, TierLink
from graph.model.facts import apart
from graph.model.made import made_from
from graph.model.spelling import camel

Given: TypeAlias = Iterator[tuple[str, Variables]]

REASON = "as on the platform"
QUERY = """mutation {title}($input: {title}Input!) {{
  {name}(input: $input) {{ __typename ... on Refusal {{ code message path nextStep }} }}
}}"""

SUBJECT: dict[type[Fact], str] = {
    Standing: "account",
    TierLink: "city",
    Link: "account",
    AccountCondition: "account",
    Authorisation: "account",
    Note: "subject",
}
"""By which field a fact is found that is not found by its id alone."""


class Mutation(Struct, frozen=True):
    """A mutation: its name, its text, and the variables to send with it."""

    name: str
    query: str
    variables: dict[str, Any]


def mutations(change: Change) -> tuple[Mutation, ...]:
    """What carries out a change, in order."""
    return tuple(_mutation(name, values) for name, values in _given(change))


def _mutation(name: str, values: Variables) -> Mutation:
    title = name[0].upper() + name[1:]
    said = {key: _plain(value) for key, value in values.items() if value is not None}
    said = {"reason": REASON, **said}
    digest = hashlib.sha256(orjson.dumps([name, said], option=orjson.OPT_SORT_KEYS)).hexdigest()
    key = {"idempotencyKey": f"reconcile:{digest[:32]}"}
    return Mutation(name, QUERY.format(title=title, name=name), {"input": key | said})


def _given(change: Change) -> Given:
    match change:
        case Record(TierLink(valid_to=date()) as fact):
            yield from RECORDED[TierLink](replace(fact, valid_to=None))
            yield from _ended(replace(fact, id=made_from(fact) or fact.id), fact.valid_to, None)
        case Record(fact):
            yield from RECORDED.get(type(fact), imported)(fact)
        case End(fact, on):
            yield from _ended(fact, on, fact.version)
        case Supersede(old, new):
            yield from _corrected(old, new)
        case Retract(fact):
            yield "retractFact", _named(fact, fact.version)


def _ended(fact: Fact, on: date | None, version: int | None) -> Given:
    match fact:
        case Link():
            values = {"account": fact.account, "effectiveOn": on, "expectedVersion": version}
            yield "endCustomerLink", values
        case Standing():
            values = {"account": fact.account, "effectiveOn": on, "expectedVersion": version}
            yield "recordStandingLoss", values
        case _:
            yield "correctFact", {**_named(fact, version), "set": [_value("valid_to", on)]}


def _corrected(old: Fact, new: Fact) -> Given:
    values = [_value(name, getattr(new, name)) for name in apart(old, new)]
    yield "correctFact", {**_named(old, old.version), "set": values}


def _named(fact: Fact, version: int | None) -> Variables:
    """Which fact is meant."""
    subject = SUBJECT.get(type(fact))
    return {
        "kind": described(type(fact)),
        "id": fact.id,
        "subject": None if subject is None else getattr(fact, subject),
        "expectedVersion": version,
    }


def _value(name: str, value: object) -> dict[str, str | None]:
    """A field and its right value, as text."""
    plain = _plain(value)
    text = plain if plain is None or isinstance(plain, str) else orjson.dumps(plain).decode()
    return {"name": camel(name), "value": text}


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case _:
            return value
