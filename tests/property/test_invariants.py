"""What holds of every answer, whatever the world: I9–I13, and a text that tells a world wholly."""

from collections.abc import Iterator

from graph.clauses import CLAUSES
from graph.ladder import parse, print_world
from graph.model import Condition, LinkType, Trace, Uid
from graph.rules import attribution, liability, lifecycle, lineage
from graph.rules.lineage import Role
from tests.property.questions import Case, asked
from tests.property.worlds import random_world

SEEDS = range(100)
FREED = {"PENDING_CONVERSION", "CONVERTED", "CLOSED"}


def traces(case: Case) -> Iterator[Trace]:
    """The traces of what is asked about each account."""
    for uid in case.seen.owner:
        above = case.above(uid)
        for day in case.days(uid, 3):
            place = lineage.on(above, uid, case.moment, day)
            if place.role is not Role.ALIYUN:
                yield place.trace
            yield lifecycle.on(above, uid, day, case.moment).trace
            yield attribution.credit(above, uid, case.moment, day).trace
            yield liability.on(above, uid, case.moment, day).trace


def test_an_answer_cites_known_clauses_and_no_fact_that_was_unknown():
    for case in asked(SEEDS):
        for trace in traces(case):
            assert trace.clauses, case.question
            assert set(trace.clauses) <= set(CLAUSES), case.question
            assert all(case.moment.knows(fact) for fact in trace.facts), case.question
            for question, option in trace.readings:
                assert case.moment.readings.chosen(question) == option, case.question


def test_i11_no_fee_is_held_by_a_city_partner():
    for case in asked(SEEDS):
        for uid in case.seen.owner:
            for day in case.days(uid, 3):
                holder = attribution.credit(case.above(uid), uid, case.moment, day).holder
                if holder:
                    place = lineage.on(case.above(holder), holder, case.moment, day)
                    assert place.tier_link is None, f"{case.question}: {uid} on {day}"


def test_i13_a_resale_account_is_linked_pending_converted_or_closed():
    for case in asked(SEEDS):
        for uid in case.seen.owner:
            begun = [row.valid_from for row in case.seen.links if row.account == uid]
            if not _always_resale(case, uid):
                continue
            for day in (day for day in case.days(uid, 3) if min(begun) <= day):
                place = lineage.on(case.above(uid), uid, case.moment, day)
                state = lifecycle.on(case.above(uid), uid, day, case.moment).lifecycle
                assert place.link or state in FREED, f"{case.question}: {uid} on {day}"


def _always_resale(case: Case, uid: Uid) -> bool:
    """Whether all its links are resale, and no conversion of it was ever taken back."""
    forms = {row.type for row in case.seen.links if row.account == uid}
    return forms == {LinkType.RESALE} and not any(
        row.account == uid and row.condition is Condition.CONVERTED and row.valid_to
        for row in case.seen.conditions
    )


def test_a_world_printed_and_parsed_is_the_same_world():
    for seed in SEEDS:
        world = random_world(seed)
        again = parse(print_world(world))
        for name in world.__struct_fields__:
            assert set(getattr(again, name)) == set(getattr(world, name)), f"{name}, seed {seed}"
