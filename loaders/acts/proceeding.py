"""A paper carried on: what came later is filled in, and what was said before stays as it is."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from graph.changes import End, Supersede
from graph.model import Authorisation, Fact, Trace, cite
from graph.model.spelling import camel
from graph.rules.refusal import Code, Refusal
from graph.store.ledger import Decision
from loaders.acts.admitted import Wanted, admitted
from loaders.acts.desk import Act, Desk
from loaders.acts.found import Named, there
from loaders.acts.outcome import Outcome, refused


def carry_on(
    named: Named, values: Mapping[str, Any], version: int | None, trace: Trace, source: str = ""
) -> Act:
    """Fill in fields of a paper that say nothing yet; None leaves one as it is.

    Said again it changes nothing; another value is refused as STEP_TAKEN.
    """
    given = {name: value for name, value in values.items() if value is not None}

    async def act(desk: Desk) -> Decision[Outcome]:
        fact = await there(desk, named, version)
        for name, value in given.items():
            if getattr(fact, name) not in (None, "", value):
                raise refused(_taken(fact, name))
        new = replace(fact, **given)
        if new == fact:
            return await admitted(desk, [Wanted((), (), trace, (fact,))])
        new = replace(new, source=source or fact.source)
        rests_on = cite(facts=(fact,)) + trace
        return await admitted(desk, [Wanted((Supersede(fact, new),), (new,), rests_on)])

    return act


def end(named: Named, on: date, version: int | None, trace: Trace) -> Act:
    """End an authorisation that is open; `on` is the first day without it (R16)."""

    async def act(desk: Desk) -> Decision[Outcome]:
        fact = await there(desk, named, version)
        if not isinstance(fact, Authorisation):
            raise TypeError(named)
        if fact.valid_to == on:
            return await admitted(desk, [Wanted((), (), trace, (fact,))])
        if fact.valid_to is not None:
            raise refused(_taken(fact, "valid_to"))
        ended = replace(fact, valid_to=on)
        rests_on = cite(facts=(fact,)) + trace
        return await admitted(desk, [Wanted((End(fact, on),), (ended,), rests_on)])

    return act


def _taken(fact: Fact, name: str) -> Refusal:
    field = camel(name)
    message = f"{fact.id} says {getattr(fact, name)} for {field} already"
    hint = "Leave it out; if what is recorded is wrong, correct it by correctFact."
    return Refusal(Code.STEP_TAKEN, message, field, None, hint)
