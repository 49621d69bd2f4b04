"""The work list: what became due, what lapsed, who has to act (R112, Q7, Q16)."""

from msgspec.structs import replace

from graph.model import Request, RequestKind
from graph.rules.refusal import Code
from graph.rules.standing import Known
from graph.rules.workflow import Actor, Due, StepName, Waiting, due, waiting
from tests.rules.asked import d, ladder
from tests.rules.requested import asked_for, detachment


def known(day: str, name: str = "fixture", **readings: str) -> Known:
    """The hierarchy on a day."""
    asked = ladder(name, **readings).on(day)
    return Known(asked.histories, asked.moment)


def named(id_: str, request: Request) -> Request:
    """The same under another id."""
    return replace(request, id=id_)


EARLY = named("a", detachment("CUSTOMER_REQUEST", "u5", notice_received_on="2018-02-13").request)
LATE = named("b", detachment("CUSTOMER_REQUEST", "u3", notice_received_on="2018-02-26").request)
UNSENT = named("c", detachment("CUSTOMER_REQUEST", "u6").request)
ENTRY = named("d", asked_for(RequestKind.ENTRY, "p3", other="t1").request)
JOINT = named("e", detachment("JOINT_APPLICATION", "c2").request)
FAR = named("f", detachment("CUSTOMER_REQUEST", "u1", notice_received_on="2031-03-01").request)
EVERY = (LATE, EARLY, UNSENT, ENTRY, JOINT)


def ids(found: Due) -> list[str]:
    """What is due, by id."""
    return [each.request.id for each in found.due]


def told(found: tuple[Waiting, ...]) -> list[tuple[str, str]]:
    """Request and step."""
    return [(each.progress.request.id, str(each.step.name)) for each in found]


class TestDue:
    """What is due, the earliest first; what lapsed; what can't be counted."""

    def test_it_is_due_from_the_day_after_its_period(self):
        assert ids(due(EVERY, known("2018-02-23"))) == []
        assert ids(due(EVERY, known("2018-02-24"))) == ["a"]
        assert ids(due(EVERY, known("2018-03-01"))) == ["a"]
        assert ids(due(EVERY, known("2018-03-02"))) == ["a", "b"]

    def test_q16_is_no_matter_of_becoming_due(self):
        assert ids(due(EVERY, known("2018-02-24", Q16="MANUAL"))) == ["a"]

    def test_what_was_marked_stays_until_it_is_carried_out(self):
        marked = replace(EARLY, due_marked_on=d("2018-02-24"))
        assert ids(due([marked], known("2018-02-25"))) == ["a"]
        assert ids(due([replace(marked, executed_on=d("2018-02-25"))], known("2018-02-25"))) == []

    def test_what_needs_a_decision_is_never_due(self):
        said = {"confirmed_on": d("2018-02-13"), "decided_on": d("2018-02-14")}
        assert ids(due([replace(JOINT, **said)], known("2018-02-14"))) == []
        undecided = replace(JOINT, confirmed_on=d("2018-02-13"))
        assert ids(due([undecided], known("2018-02-14", Q7="AUTOMATIC"))) == ["e"]

    def test_without_an_earliest_day_it_counts_from_the_application(self):
        free = detachment("OTHER_GROUNDS", "c2", "2018-02-14").request
        found = due([free, EARLY], known("2018-02-24", Q7="AUTOMATIC"))
        assert ids(found) == ["r1", "a"]

    def test_what_lost_its_object_lapsed_unless_it_was_closed(self):
        found = due(EVERY, known("2018-03-16", "s02"))
        (lapse,) = [each for each in found.lapsed if each.request.id == "b"]
        assert (lapse.on, lapse.cause) == (d("2018-03-16"), "LINK_ENDED")
        assert {each.request.id for each in found.lapsed} == {"a", "b"}
        closed = replace(LATE, closed_on=d("2018-03-16"))
        assert due([closed], known("2018-03-16", "s02")).lapsed == ()

    def test_what_was_closed_though_it_is_there_did_not_lapse(self):
        closed = replace(LATE, closed_on=d("2018-02-27"))
        assert due([closed], known("2018-02-28")) == Due()

    def test_s44_what_can_not_be_counted_is_told_and_stops_nobody(self):
        found = due((FAR, EARLY), known("2031-04-01"))
        assert ids(found) == ["a"]
        (unclear,) = found.unclear
        assert (unclear.request.id, unclear.refusal.code) == ("f", Code.CALENDAR_NOT_PUBLISHED)


class TestWaiting:
    """Who has to act on what, the most urgent first."""

    def test_all_of_it_is_ordered_by_its_last_day(self):
        assert told(waiting(EVERY, known("2018-02-26"))) == [
            ("a", "EXECUTE"),
            ("b", "ANSWER"),
            ("c", "NOTIFY"),
            ("d", "DECIDE"),
            ("e", "CONFIRM"),
        ]

    def test_for_one_kind_of_actor(self):
        on = known("2018-02-26")
        assert told(waiting(EVERY, on, actor=Actor.CITY_PARTNER)) == [("e", "CONFIRM")]
        assert told(waiting(EVERY, on, actor=Actor.PARTNER)) == [("b", "ANSWER")]

    def test_for_one_account(self):
        on = known("2018-02-26")
        assert told(waiting(EVERY, on, account="c1")) == [("b", "ANSWER")]
        assert told(waiting(EVERY, on, account="t1")) == []

    def test_before_a_day_what_has_no_last_day_is_left_out(self):
        on = known("2018-02-26")
        assert told(waiting(EVERY, on, due_before=d("2018-03-01"))) == [("a", "EXECUTE")]
        assert told(waiting(EVERY, on, due_before=d("2018-03-02"))) == [
            ("a", "EXECUTE"),
            ("b", "ANSWER"),
        ]

    def test_an_answer_that_is_too_late_is_nobodys_work(self):
        assert ("b", "ANSWER") in told(waiting(EVERY, known("2018-03-01")))
        assert ("b", "EXECUTE") in told(waiting(EVERY, known("2018-03-02")))

    def test_after_its_end_nobody_has_to_act(self):
        ended = replace(EARLY, withdrawn_on=d("2018-02-14"))
        assert waiting((ended,), known("2018-02-26")) == ()

    def test_s44_what_can_not_be_counted_is_on_nobodys_list(self):
        assert told(waiting((FAR, EARLY), known("2031-04-01"))) == [("a", "EXECUTE")]

    def test_a_late_answer_is_left_while_a_later_day_is_waited_for(self):
        later = replace(EARLY, effective_on=d("2018-03-10"))
        assert waiting((later,), known("2018-02-24")) == ()
        assert told(waiting((later,), known("2018-03-10"))) == [("a", str(StepName.EXECUTE))]
