"""Linking, leaving and moving: what each changes, on what it rests, and when it is refused."""

import pytest

from graph.changes import End, Record, Retract
from graph.model import AccountPapers, FactId, LinkType, Uid
from graph.rules import linking
from graph.rules.linking import Begin, Leave, Move, Step
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known
from tests.rules.asked import HIERARCHY, d, told

U3, U9, D0, C1, T2, P3 = map(Uid, ("u3", "u9", "d0", "c1", "t2", "p3"))


def world(*lines: str) -> tuple[Known, AccountPapers]:
    """The hierarchy of the worked example, further lines, and what customers allowed."""
    text = "\n".join((HIERARCHY, "d0 owned by cust:d0", *lines))
    asked = told(text)
    papers = AccountPapers(authorisations=asked.world.authorisations)
    return Known(asked.histories, asked.moment), papers


def moved(uid: Uid, to: Uid, day: str, *lines: str, **more: object) -> Step | Refusal:
    known, papers = world(*lines)
    return linking.move(Move(uid, to, d(day), **more), known, papers, "letter 1")  # type: ignore[arg-type]


def code(found: Step | Refusal) -> tuple[Code, str]:
    assert isinstance(found, Refusal), found
    return found.code, found.path


class TestALinkThatBegins:
    def test_it_rests_on_its_partners_standing(self):
        """R13."""
        known, _ = world()
        step = linking.begin(Begin(D0, P3, LinkType.RESALE, d("2018-03-16")), known, "letter 1")
        (change,) = step.changes
        (link,) = step.facts
        assert isinstance(change, Record)
        assert (link.id, link.valid_from) == ("link:d0:p3:2018-03-16", d("2018-03-16"))
        assert (link.source, link.type, link.valid_to) == ("letter 1", LinkType.RESALE, None)
        assert [each.id for each in step.trace.facts] == ["standing:p3:2017-04-01"]
        assert step.trace.rules[-1] == "R13"

    @pytest.mark.parametrize(("day", "facts"), [("2017-03-31", 0), ("2017-04-01", 1)])
    def test_before_its_partners_standing_it_rests_on_none(self, day: str, facts: int):
        """R13, I4: whether it may stand is for admission to say."""
        known, _ = world()
        step = linking.begin(Begin(D0, P3, LinkType.AGENCY, d(day)), known)
        assert len(step.trace.facts) == facts

    def test_a_name_that_was_used_before_is_numbered(self):
        """I8: a link that was taken back leaves its id behind."""
        again = "d0 under p3 as agency from 2018-03-16 to 2018-03-18 fact link:d0:p3:2018-03-16"
        later = 'd0 under p3 as agency from 2018-03-18 to 2018-03-19 fact "link:d0:p3:2018-03-16#2"'
        for lines, id_ in (((), ""), ((again,), "#2"), ((again, later), "#3")):
            known, _ = world(*lines)
            step = linking.begin(Begin(D0, P3, LinkType.AGENCY, d("2018-03-16")), known)
            assert step.facts[0].id == f"link:d0:p3:2018-03-16{id_}"


class TestALinkThatEnds:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2018-01-09", (Code.NOT_LINKED, "account")),
            ("2018-01-10", (Code.EMPTY_INTERVAL, "effectiveOn")),
            ("2018-01-11", None),
        ],
    )
    def test_it_holds_a_day_at_least(self, day: str, expected: tuple[Code, str] | None):
        """R112, I6: u3 is linked from 10 January."""
        known, _ = world()
        found = linking.leave(Leave(U3, d(day)), known)
        if expected is not None:
            assert code(found) == expected
            return
        assert isinstance(found, Step)
        (change,) = found.changes
        assert isinstance(change, End)
        assert (change.on, change.cause) == (d(day), "FA 4.3.2")
        (link,) = found.facts
        assert (link.valid_to, link.version) == (d(day), 2)
        assert "R112" in found.trace.rules

    @pytest.mark.parametrize(
        ("day", "ends"), [("2018-03-15", True), ("2018-03-16", False), ("2018-03-17", False)]
    )
    def test_one_that_has_ended_ends_no_more(self, day: str, *, ends: bool):
        """R112: the first day outside is outside (Q32)."""
        line = "d0 under p3 as agency from 2018-01-10 to 2018-03-16"
        known, _ = world(line)
        found = linking.leave(Leave(D0, d(day)), known)
        assert isinstance(found, Step) if ends else code(found) == (Code.NOT_LINKED, "account")

    @pytest.mark.parametrize(("version", "stale"), [(None, False), (1, False), (2, True)])
    def test_another_version_than_the_one_seen_is_told(self, version: int | None, *, stale: bool):
        known, _ = world()
        found = linking.leave(Leave(U3, d("2018-03-16"), version), known)
        if stale:
            assert code(found) == (Code.VERSION_STALE, "expectedVersion")
        else:
            assert isinstance(found, Step)


class TestALinkThatMoves:
    ALLOWS = "u9 lets t2 transfer from 2018-03-16"

    @pytest.mark.parametrize(
        ("day", "allowed"), [("2018-03-15", False), ("2018-03-16", True), ("2018-03-17", True)]
    )
    def test_it_needs_the_customers_authorisation_on_the_day(self, day: str, *, allowed: bool):
        """R16, S53."""
        found = moved(U9, T2, day, self.ALLOWS)
        if not allowed:
            assert code(found)[0] is Code.CUSTOMER_AUTHORISATION_MISSING
            return
        assert isinstance(found, Step)
        old, new = found.facts
        assert (old.valid_to, new.valid_from) == (d(day), d(day))
        assert (new.partner, new.type, new.source) == (T2, LinkType.AGENCY, "letter 1")
        assert {"R13", "R16", "R112"} <= {*found.trace.rules}
        assert any(each.id.startswith("authorisation:u9") for each in found.trace.facts)

    def test_to_where_it_is_it_does_not_move(self):
        """R17, I1."""
        for kind in (None, LinkType.AGENCY):
            found = moved(U9, P3, "2018-03-16", self.ALLOWS, type=kind)
            assert code(found) == (Code.ALREADY_LINKED, "to")

    def test_what_is_not_linked_does_not_move(self):
        """R112."""
        assert code(moved(D0, P3, "2018-03-16")) == (Code.NOT_LINKED, "account")

    def test_its_type_changes_by_an_end_and_a_new_link(self):
        """R17, Q17, I7: the customer authorises its own partner to change it."""
        found = moved(U9, P3, "2018-03-16", type=LinkType.RESALE)
        assert code(found)[0] is Code.CUSTOMER_AUTHORISATION_MISSING
        allows = "u9 lets p3 transfer from 2018-03-16"
        found = moved(U9, P3, "2018-03-16", allows, type=LinkType.RESALE)
        assert isinstance(found, Step), found
        assert [each.type for each in found.facts] == [LinkType.AGENCY, LinkType.RESALE]


def test_only_what_ends_or_begins_a_link_is_a_step():
    known, _ = world()
    (link,) = (each.fact for each in known.links(U3))
    with pytest.raises(TypeError, match="a link to end or to begin"):
        _ = Step((Retract(link, cause="another's"),), linking.Trace()).facts
    assert link.id == FactId("link:u3:c1:2018-01-10")
