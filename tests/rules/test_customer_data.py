"""Whether a customer's data may stand (R15, R19, FA 4.2.3, MR 6.2.7.1)."""

import pytest

from graph.model import LinkType
from graph.rules.customer_data import CustomerData, DataCheck, check
from graph.rules.refusal import Code
from tests.rules.papered import moment, proven

AGENCY, RESALE = LinkType.AGENCY, LinkType.RESALE


def checked(
    *, verified: bool = True, true: bool = True, told: LinkType | None = AGENCY, limits: bool = True
) -> DataCheck:
    found = check(CustomerData(verified, true, told, limits), AGENCY)
    proven(found.trace, moment())
    return found


def test_true_and_verified_data_of_a_customer_that_knows_its_type_stand():
    found = checked()
    assert (found.valid, found.candidate, found.trace.rules) == (True, None, ("R15",))


@pytest.mark.parametrize(
    ("found", "lacking"),
    [
        (checked(verified=False), "DATA_VERIFIED"),
        (checked(true=False), "DATA_TRUE"),
        (checked(told=None), "TYPE_TOLD"),
        (checked(told=RESALE), "TYPE_TOLD"),
        (checked(limits=False), "LIMITS_TOLD"),
    ],
)
def test_anything_less_may_be_a_violation(found: DataCheck, lacking: str):
    missing = [(each.name, each.code) for each in found.requirements if not each.met]
    assert missing == [(lacking, Code.CUSTOMER_DATA_INVALID)]
    assert (found.valid, found.candidate) == (False, "MR 6.2.7.1")
    assert "MR 6.2.7.1" in found.trace.clauses


@pytest.mark.parametrize("verified", [True, False])
def test_a_user_system_of_its_own_frees_the_partner_from_nothing(verified: bool):
    own = CustomerData(verified, True, AGENCY, True, own_user_system=True)
    found = check(own, AGENCY)
    assert found.valid is verified
    assert "R19" in found.trace.rules
    assert "FA 3.4.5" in found.trace.clauses
