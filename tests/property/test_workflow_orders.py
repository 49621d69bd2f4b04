"""In whatever order steps are tried: a request never goes backwards, a refusal changes nothing."""

from datetime import date, timedelta
from random import Random

import pytest
from msgspec.structs import replace

from graph.model import FactId, LinkType, Request, RequestKind, Uid, Verdict
from graph.readings import choose
from graph.rules.detachment import plan
from graph.rules.refusal import Refusal
from graph.rules.standing import Known
from graph.rules.workflow import (
    ENDED,
    OPEN,
    State,
    StepName,
    admit,
    admit_step,
    cut_of,
    due,
    state,
    steps,
    waiting,
)
from tests.property.questions import blocks
from tests.rules.asked import Asked, ladder

FIRST = date(2018, 2, 1)
RANK = {State.REQUESTED: 0, State.WAITING: 1, State.READY: 2, State.DUE: 2}
WANTED: tuple[tuple[RequestKind, str, str | None, str | None], ...] = (
    (RequestKind.ENTRY, "p3", None, "t2"),
    (RequestKind.MOVE, "u3", None, "p3"),
    (RequestKind.EXIT, "p3", None, None),
    (RequestKind.CONVERSION, "u4", None, None),
    (RequestKind.DETACHMENT, "c2", "JOINT_APPLICATION", None),
    (RequestKind.DETACHMENT, "c2", "CITY_APPLICATION", None),
    (RequestKind.DETACHMENT, "c2", "STANDING_LOST", None),
    (RequestKind.DETACHMENT, "c1", "OTHER_GROUNDS", None),
    (RequestKind.DETACHMENT, "t2", "PARTNER_EXIT", None),
    (RequestKind.DETACHMENT, "u6", "CUSTOMER_REQUEST", None),
    (RequestKind.DETACHMENT, "u5", "CUSTOMER_REQUEST", None),
)
"""c1 with u3, u4 and u5 is released on 2018-03-16, so that some of these lapse."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Seeds in blocks, as for the other questions."""
    if "block" in metafunc.fixturenames:
        blocks(metafunc)


def rank(found: State) -> int:
    """How far a request has come; all ends are one."""
    return RANK.get(found, 3)


def on(world: Asked, day: date) -> Known:
    """The hierarchy as of a day."""
    return Known(world.histories, replace(world.moment, as_of=day))


def wanted(random: Random) -> tuple[Asked, Request]:
    """A request in the worked example with one release, under readings by chance."""
    kind, uid, ground, other = random.choice(WANTED)
    readings = choose(
        {
            "Q7": random.choice(["DECISION", "AUTOMATIC"]),
            "Q15": random.choice(["SEPARATE_ROUTES", "FREE_CHOICE"]),
            "Q16": random.choice(["AUTO_EXECUTE", "MANUAL"]),
            "Q17": random.choice(["END_AND_RELINK", "FORBID"]),
        }
    )
    world = ladder("s02")
    request = Request(
        id=FactId("r1"),
        account=Uid(uid),
        kind=kind,
        applied_on=FIRST + timedelta(days=random.randrange(50)),
        ground=ground,
        other=Uid(other) if other else None,
        link_type=random.choice([None, *LinkType]),
        effective_on=random.choice([None, FIRST + timedelta(days=random.randrange(80))]),
        release_city_partners=random.random() < 0.5,
        end_links=random.random() < 0.5,
    )
    return Asked(world.world, replace(world.moment, readings=readings)), request


def consistent(world: Asked, request: Request, known: Known) -> None:
    """The lists, the steps and the plan say what the state says."""
    found = state(request, known)
    listed = due([request], known)
    assert bool(listed.due) == (found is State.DUE)
    acting = waiting([request], known)
    assert not (acting and found in ENDED)
    assert any(each.step.name is StepName.EXECUTE for each in acting) == (found in OPEN)
    cut = cut_of(request, known, known.moment.as_of)
    if cut is not None and found in OPEN:
        planned = plan(world.branch, cut, known.moment)
        assert isinstance(planned, Refusal) or planned.executable


def test_a_request_never_goes_backwards_and_a_refusal_changes_nothing(block: range):
    for seed in block:
        random = Random(seed)
        world, request = wanted(random)
        day = request.applied_on
        before, taken = 0, 0
        for _ in range(14):
            day += timedelta(days=random.choice([0, 0, 1, 3, 12]))
            known = on(world, day)
            assert rank(state(request, known)) >= before, (seed, request, day)
            name = random.choice(list(StepName))
            dated = day - timedelta(days=random.choice([-2, 0, 0, 0, 1, 5]))
            verdict = random.choice([Verdict.GRANTED, Verdict.GRANTED, Verdict.REFUSED])
            kept = replace(request)
            found = admit_step(request, name, dated, known, verdict)
            assert request == kept
            if isinstance(found, Request):
                assert found != request
                request, taken = found, taken + 1
            after = rank(state(request, known))
            assert after >= before, (seed, request, day, name)
            before = after
            consistent(world, request, known)
        assert {each.name for each in steps(request, on(world, day))} >= {StepName.APPLY}
        assert taken <= len(steps(request, on(world, day)))


def test_what_is_admitted_is_open_and_is_not_admitted_twice(block: range):
    for seed in block:
        world, request = wanted(Random(seed))
        known = on(world, request.applied_on + timedelta(days=Random(seed).randrange(3)))
        found = admit(request, known)
        if isinstance(found, Request):
            assert state(found, known) not in ENDED
            again = admit(replace(request, id=FactId("r2")), known, [found])
            assert isinstance(again, Refusal)
