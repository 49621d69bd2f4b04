"""When Aliyun may contract with a customer directly, and what follows (R49, R109, R113–R115)."""

from typing import Any

import pytest

from graph.model import Uid
from graph.rules.direct_contract import CLAUSES, DirectContract, DirectGround, Said, direct
from graph.rules.refusal import Code
from graph.rules.standing import Known
from tests.rules.asked import d, told
from tests.rules.papered import days, proven

WORLD = """
harbor is partner from 2018-01-05 to 2018-04-01
acme   under harbor as agency from 2018-01-10 to 2018-04-01
birch  under harbor as resale from 2018-01-10
cedar  owned by cust:cedar
"""
ENOUGH: dict[str, dict[str, Any]] = {
    "THREE_PARTY_AGREEMENT": {"agreed_on": "2018-03-01"},
    "CUSTOMER_OFFER": {"proofs": 4},
    "PARTNER_ENDED": {"unexpired_business": True},
    "PARTNER_UNREACHABLE": {"unreachable_since": "2018-03-01"},
    "OTHER": {"reason": "a merger"},
}


def asked(ground: str, uid: str = "acme", day: str = "2018-04-01", **said: Any) -> DirectContract:
    seen = told(WORLD, day)
    known = Known(seen.histories, seen.moment)
    given = {"unreachable_since": None} | said
    since = given.pop("unreachable_since")
    told_ = Said(**days(given), unreachable_since=None if since is None else d(since))
    found = direct(DirectGround(ground), Uid(uid), told_, known, d(day))
    proven(found.trace, seen.moment)
    assert "R113" in found.trace.rules
    assert CLAUSES[DirectGround(ground)] in found.trace.clauses
    return found


def lacks(found: DirectContract) -> list[tuple[str, Code | None]]:
    return [(each.name, each.code) for each in found.requirements if not each.met]


@pytest.mark.parametrize("ground", list(DirectGround))
def test_a_ground_that_is_made_out_ends_the_service_terms_and_asks_for_a_wind_down(ground: str):
    found = asked(ground, **ENOUGH[ground])
    assert found.allowed
    assert found.partner == "harbor"
    assert [each.clause for each in found.consequences] == ["FA 4.3.4", "FA 4.3.3"]
    assert [str(each.duty) for each in found.tasks] == [
        "TELL_AND_GUIDE_CUSTOMERS",
        "END_COOPERATION",
    ]
    assert {"R49", "R114", "R115"} <= set(found.trace.rules)


@pytest.mark.parametrize(
    ("ground", "said", "missing"),
    [
        ("THREE_PARTY_AGREEMENT", {}, ("ALL_THREE_AGREE", Code.AGREEMENT_MISSING)),
        (
            "THREE_PARTY_AGREEMENT",
            {"agreed_on": "2018-04-02"},
            ("ALL_THREE_AGREE", Code.AGREEMENT_MISSING),
        ),
        ("CUSTOMER_OFFER", {"proofs": 3}, ("CONDITIONS_PROVED", Code.PROOF_MISSING)),
        ("PARTNER_ENDED", {}, ("BUSINESS_UNEXPIRED", Code.PROOF_MISSING)),
        ("PARTNER_UNREACHABLE", {}, ("PARTNER_UNREACHABLE", Code.PROOF_MISSING)),
        (
            "PARTNER_UNREACHABLE",
            {"unreachable_since": "2018-04-02"},
            ("PARTNER_UNREACHABLE", Code.PROOF_MISSING),
        ),
        ("OTHER", {"reason": "  "}, ("REASON_GIVEN", Code.PROOF_MISSING)),
    ],
)
def test_what_it_lacks_is_told_and_nothing_follows(
    ground: str, said: dict[str, Any], missing: tuple[str, Code]
):
    found = asked(ground, **said)
    assert (found.allowed, lacks(found)) == (False, [missing])
    assert (found.consequences, found.tasks) == ((), ())


@pytest.mark.parametrize(("day", "gone"), [("2018-03-31", False), ("2018-04-01", True)])
def test_a_partner_has_ended_from_the_first_day_without_standing(day: str, gone: bool):
    found = asked("PARTNER_ENDED", day=day, unexpired_business=True)
    assert found.allowed is gone
    if not gone:
        assert lacks(found) == [("PARTNER_HAS_ENDED", Code.GROUND_MISMATCH)]


def test_a_resale_account_is_converted_or_closed_as_well():
    found = asked("OTHER", "birch", reason="a merger")
    assert str(found.tasks[-1].duty) == "CONVERT_OR_CLOSE_RESALE"
    assert {each.accounts for each in found.tasks} == {("birch",)}


@pytest.mark.parametrize("ground", list(DirectGround))
def test_an_account_that_never_had_a_partner_needs_no_ground(ground: str):
    found = asked(ground, "cedar", **ENOUGH[ground])
    assert ("HAS_A_PARTNER", Code.NOT_LINKED) in lacks(found)
    assert (found.partner, found.allowed) == (None, False)
