"""What a cut rests on has to have happened and be recorded before it is carried out."""

import pytest

from graph.model import Uid
from graph.rules.detachment import Cut, Ground
from graph.rules.detachment.conditions import unrecorded
from graph.rules.refusal import Code
from tests.rules.asked import d

STEPS = {
    Ground.JOINT_APPLICATION: ("applied_on", "appliedOn", "CA 2.3.1①"),
    Ground.CITY_APPLICATION: ("applied_on", "appliedOn", "CA 2.3.1②"),
    Ground.PARTNER_EXIT: ("notice_received_on", "noticeReceivedOn", "MR 7.3.1"),
    Ground.CUSTOMER_REQUEST: ("notice_received_on", "noticeReceivedOn", "FA 4.3.1.6"),
}
DECIDED = set(Ground) - STEPS.keys()


@pytest.mark.parametrize("ground", STEPS)
def test_an_application_or_a_notice_is_recorded_first(ground: Ground):
    """R100, R101, R108, R112: a preview may suppose it, an act may not."""
    _, path, clause = STEPS[ground]
    found = unrecorded(Cut(Uid("c1"), ground), d("2018-03-16"))
    assert found is not None
    assert (found.code, found.path, found.clause) == (Code.NOTICE_MISSING, path, clause)


@pytest.mark.parametrize("ground", STEPS)
@pytest.mark.parametrize(
    ("day", "come"), [("2018-03-15", True), ("2018-03-16", True), ("2018-03-17", False)]
)
def test_a_day_to_come_has_not_happened(ground: Ground, day: str, *, come: bool):
    """R100, R101, R108, R112: today counts."""
    field, path, clause = STEPS[ground]
    cut = Cut(Uid("c1"), ground, **{field: d(day)})
    found = unrecorded(cut, d("2018-03-16"))
    assert (found is None) is come
    if found is not None:
        assert (found.code, found.path, found.clause) == (Code.DAY_NOT_COME, path, clause)


@pytest.mark.parametrize("ground", sorted(DECIDED))
@pytest.mark.parametrize(
    ("day", "come"), [(None, True), ("2018-03-16", True), ("2018-03-17", False)]
)
def test_a_decision_to_come_decides_nothing_yet(ground: Ground, day: str | None, *, come: bool):
    """R104, Q7: that a decision is missing is for the plan to say."""
    cut = Cut(Uid("c1"), ground, decided_on=None if day is None else d(day))
    found = unrecorded(cut, d("2018-03-16"))
    assert (found is None) is come
    if found is not None:
        assert (found.code, found.path) == (Code.DAY_NOT_COME, "decidedOn")
