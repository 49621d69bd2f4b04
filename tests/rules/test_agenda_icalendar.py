"""An agenda as iCalendar text: RFC 5545 read back by a small reader of its own."""

from graph.model import FactId, PartyId, Task
from graph.rules.agenda import Due, agenda, icalendar
from tests.rules.asked import d
from tests.rules.papered import PARTY, fa, moment, papers
from tests.rules.test_agenda import found


def unfolded(text: str) -> list[str]:
    """The lines of a text, each put together again."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def events(text: str) -> list[dict[str, str]]:
    """The events, by name of property."""
    lines = unfolded(text)
    parts = "\n".join(lines).split("BEGIN:VEVENT\n")[1:]
    return [
        dict(line.split(":", 1) for line in part.partition("\nEND:VEVENT")[0].split("\n"))
        for part in parts
    ]


def written(day: str, *facts: object, known_at: str = "2018-05-01T00:00:00+08:00") -> str:
    """The agenda of a day, as text."""
    return icalendar(PARTY, found(day, *facts), moment(day, known_at))


def test_a_deadline_is_an_event_of_its_last_day():
    (event,) = events(written("2018-01-13", fa()))
    assert event == {
        "UID": "DEPOSIT_DUE/fa/harbor@partner-gateway",
        "DTSTAMP": "20180430T160000Z",
        "DTSTART;VALUE=DATE": "20180112",
        "SUMMARY": "逾期 overdue: 缴纳信用保证金 · The deposit is paid.",
        "DESCRIPTION": "FA 3.5.1\\, since 2018-01-05\\, paper fa\\neffect from 2018-01-13"
        "\\nnot counted: 2018-01-06 周末 weekend\\nnot counted: 2018-01-07 周末 weekend",
        "CATEGORIES": "FA 3.5.1",
        "TRANSP": "TRANSPARENT",
    }


def test_the_frame_is_that_of_a_calendar():
    lines = unfolded(written("2018-01-04", fa()))
    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//partner-gateway//deadlines//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Deadlines of harbor",
        "X-WR-CALNAME:Deadlines of harbor",
        "END:VCALENDAR",
    ]


def test_a_deadline_keeps_its_uid_while_its_days_move_and_knowledge_grows():
    paid = events(written("2018-01-05", fa()))[0]
    moved = events(written("2018-01-10", fa(signed_on="2018-01-08"), known_at="2018-06-01T00:00"))
    assert moved[0]["UID"] == paid["UID"]
    assert moved[0]["DTSTART;VALUE=DATE"] == "20180115"
    assert len({each["UID"] for each in events(written("2018-04-01", fa()))}) == 2


def test_what_a_text_may_not_hold_is_escaped_and_an_account_is_named():
    duty = 'call; "acme",\r\nthen\\write'
    owed = Task(
        id=FactId("task;1"), account="harbor", duty=duty, since=d("2018-03-01"), clause="FA 8.4.3",
        due_on=d("9999-12-31"),
    )  # fmt: skip
    (event,) = events(written("2018-03-02", owed))
    assert event["UID"].endswith("/task\\;1/harbor@partner-gateway")
    assert event["SUMMARY"].startswith('call\\; "acme"\\,\\nthen\\\\write · ')
    assert event["SUMMARY"].endswith(" (harbor)")


def test_what_has_no_last_day_is_left_out():
    owed = Task(
        id=FactId("t"), account="harbor", duty="KEEP_SECRECY", since=d("2018-03-01"),
        clause="CA 2.3.4③",
    )  # fmt: skip
    assert len(found("2018-03-02", owed)) == 1
    assert events(written("2018-03-02", owed)) == []


def test_a_name_of_many_octets_is_folded_between_characters():
    party = PartyId("港口云" * 40)
    lines = unfolded(icalendar(party, list[Due](agenda(papers(), [], moment())), moment()))
    assert lines[4] == f"NAME:Deadlines of {party}"
