"""From the notice of a charge to what establishes it (R74; MR 6.4.1)."""

import pytest

from graph.calendar import CalendarNotPublished
from graph.model import Violation, ViolationOutcome
from graph.readings import DEFAULTS
from graph.rules.violations.proceedings import (
    Proceedings,
    State,
    charged,
    proceedings,
    reply_deadline,
)
from tests.rules.asked import d
from tests.rules.charges import moment, second

ESTABLISHED, DISMISSED = ViolationOutcome.ESTABLISHED, ViolationOutcome.DISMISSED
# received on the eve of the Spring Festival: the three working days are 02-14, 02-22 and 02-23
NOTICED = second("v1", reported_on="2018-02-12", noticed_on="2018-02-13")


def on(fact: Violation, day: str, **readings: str) -> Proceedings:
    return proceedings(fact, moment(day, **readings))


def told(fact: Violation, day: str, **readings: str) -> tuple[str, str | None, str | None]:
    """State, day of establishment and basis."""
    found = on(fact, day, **readings)
    since = found.established_on
    return found.state, since and since.isoformat(), found.basis


def test_the_reply_is_due_three_working_days_after_receipt():
    end = reply_deadline(NOTICED, DEFAULTS)
    assert end is not None
    assert end.last_day == d("2018-02-23")
    assert "R74" in end.trace.rules
    assert reply_deadline(second("v1", reported_on="2018-02-12"), DEFAULTS) is None


def test_a_charge_is_there_from_the_first_thing_done_about_it():
    assert charged([NOTICED], moment("2018-02-11")) == []
    assert charged([NOTICED], moment("2018-02-12")) == [NOTICED]
    acted = second("v1", acted_on="2018-02-10")
    assert charged([acted], moment("2018-02-09")) == []
    assert charged([acted], moment("2018-02-10")) == [acted]
    bare = second("v1", recorded_at="2018-02-10")
    assert charged([bare], moment("2018-02-09")) == []
    assert charged([bare], moment("2018-02-10")) == [bare]


def test_a_charge_that_was_not_known_is_not_there():
    late = second("v1", reported_on="2018-02-12", recorded_at="2018-03-01T09:00:00")
    assert charged([late], moment("2018-04-01", "2018-03-01T08:59:59")) == []
    assert charged([late], moment("2018-04-01", "2018-03-01T09:00:00")) == [late]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2018-02-12", ("CHARGED", None, None)),
        ("2018-02-13", ("AWAITING_REPLY", None, None)),
        ("2018-02-23", ("AWAITING_REPLY", None, None)),
        ("2018-02-24", ("ESTABLISHED", "2018-02-24", "SILENCE")),
        ("2018-06-01", ("ESTABLISHED", "2018-02-24", "SILENCE")),
    ],
)
def test_silence_establishes_it_on_the_day_after_the_last(day: str, expected: tuple):
    assert told(NOTICED, day) == expected


def test_silence_is_counted_by_the_readings_of_working_days():
    fact = second("v1", noticed_on="2018-09-28")
    assert told(fact, "2018-10-09")[0] == "ESTABLISHED"
    assert told(fact, "2018-10-09", Q1="WEEKENDS_NEVER")[0] == "AWAITING_REPLY"
    found = on(fact, "2018-10-11", Q1="WEEKENDS_NEVER")
    assert found.established_on == d("2018-10-11")
    assert ("Q1", "WEEKENDS_NEVER") in found.trace.readings


@pytest.mark.parametrize(
    ("replied", "state"),
    [
        ("2018-02-14", State.UNDER_REVIEW),
        ("2018-02-23", State.UNDER_REVIEW),
        ("2018-02-24", State.ESTABLISHED),
    ],
)
def test_a_reply_in_time_keeps_it_open(replied: str, state: State):
    fact = second("v1", noticed_on="2018-02-13", replied_on=replied)
    assert on(fact, "2018-03-01").state is state
    assert on(fact, "2018-02-13").state is State.AWAITING_REPLY


def test_a_weak_reply_is_found_against_on_the_day_of_the_finding():
    fact = second(
        "v1",
        noticed_on="2018-02-13",
        replied_on="2018-02-22",
        outcome=ESTABLISHED,
        decided_on="2018-03-05",
    )
    assert told(fact, "2018-03-04") == ("UNDER_REVIEW", None, None)
    assert told(fact, "2018-03-05") == ("ESTABLISHED", "2018-03-05", "FINDING")


def test_clear_facts_are_found_directly_before_or_without_a_reply():
    fact = second("v1", noticed_on="2018-02-13", outcome=ESTABLISHED, decided_on="2018-02-14")
    assert told(fact, "2018-02-14") == ("ESTABLISHED", "2018-02-14", "FINDING")
    assert told(fact, "2018-06-01") == ("ESTABLISHED", "2018-02-14", "FINDING")
    without = second("v1", outcome=ESTABLISHED, decided_on="2018-02-14")
    assert told(without, "2018-02-14") == ("ESTABLISHED", "2018-02-14", "FINDING")


def test_a_finding_after_silence_confirms_it_and_moves_nothing():
    fact = second("v1", noticed_on="2018-02-13", outcome=ESTABLISHED, decided_on="2018-03-05")
    assert told(fact, "2018-02-24") == ("ESTABLISHED", "2018-02-24", "SILENCE")
    assert told(fact, "2018-03-05") == ("ESTABLISHED", "2018-02-24", "SILENCE")


def test_a_dismissal_ends_it_from_its_own_day():
    fact = second("v1", noticed_on="2018-02-13", outcome=DISMISSED, decided_on="2018-03-05")
    assert told(fact, "2018-03-04") == ("ESTABLISHED", "2018-02-24", "SILENCE")
    assert told(fact, "2018-03-05") == ("DISMISSED", None, None)
    assert told(second("v1", outcome=DISMISSED), "2018-03-05") == ("DISMISSED", None, None)


def test_what_is_counted_was_found_even_if_no_outcome_was_written_down():
    fact = second("v1", reported_on="2018-02-12", counted_on="2018-02-20")
    assert told(fact, "2018-02-19") == ("CHARGED", None, None)
    assert told(fact, "2018-02-20") == ("ESTABLISHED", "2018-02-20", "FINDING")


def test_a_finding_without_a_day_is_of_the_first_day_of_the_charge():
    fact = second("v1", reported_on="2018-02-12", outcome=ESTABLISHED)
    assert told(fact, "2018-02-12") == ("ESTABLISHED", "2018-02-12", "FINDING")


def test_proceedings_are_final_once_they_are_decided():
    assert not on(NOTICED, "2018-02-23").final
    assert on(NOTICED, "2018-02-24").final
    assert on(second("v1", outcome=DISMISSED), "2018-03-05").final


def test_no_calendar_is_asked_where_silence_can_tell_nothing():
    told_in_time = second("v1", noticed_on="2030-02-13", replied_on="2030-02-16")
    assert on(told_in_time, "2030-06-01").state is State.UNDER_REVIEW
    found = second("v1", noticed_on="2030-02-13", outcome=ESTABLISHED, decided_on="2030-02-17")
    assert on(found, "2030-06-01").established_on == d("2030-02-17")
    assert on(second("v1", noticed_on="2030-02-13"), "2030-02-16").state is State.AWAITING_REPLY


def test_a_year_without_a_calendar_is_never_guessed():
    with pytest.raises(CalendarNotPublished):
        on(second("v1", noticed_on="2030-02-13"), "2030-02-17")


def test_the_trace_names_the_charge_and_how_silence_was_counted():
    silent = on(NOTICED, "2018-02-24").trace
    assert silent.facts == (NOTICED,)
    assert {"MR 6.4.1", "FA 2.2.1"} <= set(silent.clauses)
    assert on(NOTICED, "2018-02-23").trace.readings == ()
