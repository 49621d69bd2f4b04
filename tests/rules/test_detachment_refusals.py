"""What is not there cannot be cut: each refusal with code, path, clause and next step."""

import pytest

from graph.rules.detachment import Ground
from graph.rules.refusal import Code
from tests.rules.asked import d, ladder


class TestRefusals:
    """What is not there cannot be cut."""

    @pytest.mark.parametrize(
        ("uid", "ground", "code", "clause"),
        [
            ("nobody", Ground.OTHER_GROUNDS, Code.ACCOUNT_UNKNOWN, None),
            ("t2", Ground.OTHER_GROUNDS, Code.NOT_A_CITY_PARTNER, "CA 2.3.1"),
            ("u3", Ground.JOINT_APPLICATION, Code.NOT_A_CITY_PARTNER, "CA 2.3.1"),
            ("p3", Ground.STANDING_LOST, Code.NOT_A_CITY_PARTNER, "CA 2.3.1"),
            ("u3", Ground.PARTNER_EXIT, Code.NOT_A_PARTNER, "MR 7.3.1"),
            ("t1", Ground.CUSTOMER_REQUEST, Code.NOT_LINKED, "FA 4.3.1.6"),
        ],
    )
    def test_each_says_what_the_account_is_not(
        self, uid: str, ground: Ground, code: Code, clause: str | None
    ):
        found = ladder("fixture").refused(uid, ground, on="2018-03-16")
        assert (found.code, found.clause, found.path) == (code, clause, "uid")
        assert uid in found.message
        assert found.next_step.endswith(".")

    @pytest.mark.parametrize(
        ("uid", "ground", "first"),
        [
            ("c1", Ground.OTHER_GROUNDS, "2018-01-05"),
            ("t1", Ground.PARTNER_EXIT, "2017-04-01"),
            ("u5", Ground.CUSTOMER_REQUEST, "2018-02-01"),
        ],
    )
    def test_on_its_first_day_a_link_would_hold_no_day(self, uid: str, ground: Ground, first: str):
        found = ladder("fixture").refused(uid, ground, on=first)
        assert (found.code, found.path) == (Code.EMPTY_INTERVAL, "on")
        assert "retract" in found.next_step
        assert found.clause is not None
        after = str(d(first).replace(day=d(first).day + 1))
        assert ladder("fixture").planned(uid, ground, on=after).on == d(after)

    def test_after_the_release_there_is_nothing_left(self):
        for day in ("2018-03-16", "2018-03-17"):
            found = ladder("s02").refused("c1", Ground.OTHER_GROUNDS, on=day)
            assert found.code is Code.NOT_A_CITY_PARTNER
        assert ladder("s02").planned("c1", Ground.OTHER_GROUNDS, on="2018-03-15")

    def test_a_refusal_prints_on_one_line(self):
        found = ladder("fixture").refused("t2", Ground.OTHER_GROUNDS, on="2018-03-16")
        assert str(found) == (
            "NOT_A_CITY_PARTNER: t2 is no city partner on 2018-03-16 (CA 2.3.1). "
            "Ask for a day on which the link holds; see its history."
        )
        unknown = ladder("fixture").refused("nobody", Ground.OTHER_GROUNDS)
        assert str(unknown) == "ACCOUNT_UNKNOWN: there is no account 'nobody'. Correct the uid."
