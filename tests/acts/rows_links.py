"""Links, detachments, accounts and partners."""

from tests.acts.plans import plan_of
from tests.acts.table import NO_COUNT, NO_DAYS, NO_RIGHT, NO_VERSION, Never, Refused, Rows

LETS = ("u9 lets t2 transfer from 2018-03-01", "u8 lets c1 transfer from 2018-03-01")
CUT = {"uid": "c1", "ground": "OTHER_GROUNDS", "on": "2018-04-10", "decidedOn": "2018-04-10"}
JOINTLY = {**CUT, "ground": "JOINT_APPLICATION", "appliedOn": "2018-04-09"}
BY_CUSTOMER = {"uid": "u5", "ground": "CUSTOMER_REQUEST", "noticeReceivedOn": "2031-03-03"}
OWN_APPLICATION = Never(
    "a partner links by its own application; the customer's is for a move (R13)"
)


def rows(*each: dict[str, object]) -> dict[str, object]:
    return {"rows": list(each)}


LINKS = {
    "linkCustomerAccount": Rows(
        good={"account": "d0", "partner": "p3", "type": "AGENCY", "effectiveOn": "2018-04-01"},
        stale=NO_VERSION,
        authority=OWN_APPLICATION,
        unknown=(
            Refused("ACCOUNT_UNKNOWN", {"account": "none"}),
            Refused("ACCOUNT_UNKNOWN", {"partner": "none"}),
        ),
        empty=Refused("EMPTY_INTERVAL", {"until": "2018-04-01"}),
        early=Refused("NOT_A_PARTNER", {"effectiveOn": "2017-03-31"}),
        calendar=NO_COUNT,
    ),
    "endCustomerLink": Rows(
        good={"account": "u9", "effectiveOn": "2018-04-01"},
        stale=Refused("VERSION_STALE", {"expectedVersion": 7}),
        authority=NO_RIGHT,
        unknown=Refused("ACCOUNT_UNKNOWN", {"account": "none"}),
        empty=Refused("EMPTY_INTERVAL", {"effectiveOn": "2017-05-01"}),
        early=Refused("NOT_LINKED", {"effectiveOn": "2017-04-30"}),
        calendar=NO_COUNT,
    ),
    "moveCustomerAccount": Rows(
        lines=LETS,
        good={"account": "u9", "toPartner": "t2", "effectiveOn": "2018-04-01"},
        stale=Refused("VERSION_STALE", {"expectedVersion": 7}),
        authority=Refused("CUSTOMER_AUTHORISATION_MISSING", {"toPartner": "t1"}),
        unknown=(
            Refused("ACCOUNT_UNKNOWN", {"account": "none"}),
            Refused("ACCOUNT_UNKNOWN", {"toPartner": "none"}),
        ),
        empty=Refused("EMPTY_INTERVAL", {"effectiveOn": "2017-05-01"}),
        early=Refused("NOT_LINKED", {"effectiveOn": "2017-04-30"}),
        calendar=NO_COUNT,
    ),
    "linkCustomerAccounts": Rows(
        good=rows({"account": "d0", "partner": "p3", "type": "AGENCY"}),
        stale=NO_VERSION,
        authority=OWN_APPLICATION,
        unknown=Refused(
            "ACCOUNT_UNKNOWN", rows({"account": "none", "partner": "p3", "type": "AGENCY"})
        ),
        empty=Refused(
            "EMPTY_INTERVAL",
            rows(
                {
                    "account": "d0",
                    "partner": "p3",
                    "type": "AGENCY",
                    "effectiveOn": "2018-04-01",
                    "until": "2018-04-01",
                }
            ),
        ),
        early=Refused(
            "NOT_A_PARTNER",
            rows(
                {
                    "account": "d0",
                    "partner": "p3",
                    "type": "AGENCY",
                    "effectiveOn": "2017-03-31",
                }
            ),
        ),
        calendar=NO_COUNT,
    ),
    "endCustomerLinks": Rows(
        good=rows({"account": "u9"}, {"account": "u8", "effectiveOn": "2018-04-01"}),
        stale=Refused("VERSION_STALE", rows({"account": "u9", "expectedVersion": 7})),
        authority=NO_RIGHT,
        unknown=Refused("ACCOUNT_UNKNOWN", rows({"account": "none"})),
        empty=Refused("EMPTY_INTERVAL", rows({"account": "u9", "effectiveOn": "2017-05-01"})),
        early=Refused("NOT_LINKED", rows({"account": "u9", "effectiveOn": "2017-04-30"})),
        calendar=NO_COUNT,
    ),
    "moveCustomerAccounts": Rows(
        lines=LETS,
        good=rows({"account": "u9", "toPartner": "t2"}, {"account": "u8", "toPartner": "c1"}),
        stale=Refused(
            "VERSION_STALE", rows({"account": "u9", "toPartner": "t2", "expectedVersion": 7})
        ),
        authority=Refused(
            "CUSTOMER_AUTHORISATION_MISSING", rows({"account": "u9", "toPartner": "t1"})
        ),
        unknown=Refused("ACCOUNT_UNKNOWN", rows({"account": "none", "toPartner": "t2"})),
        empty=Refused(
            "EMPTY_INTERVAL",
            rows({"account": "u9", "toPartner": "t2", "effectiveOn": "2017-05-01"}),
        ),
        early=Refused(
            "NOT_LINKED", rows({"account": "u9", "toPartner": "t2", "effectiveOn": "2017-04-30"})
        ),
        calendar=NO_COUNT,
    ),
    "executeDetachment": Rows(
        good={"detachment": CUT, "planHash": plan_of(CUT)},
        stale=Refused("PLAN_STALE", {"planHash": "another"}),
        authority=Refused(
            "CITY_PARTNER_NOT_CONFIRMED",
            {"detachment": JOINTLY, "planHash": plan_of(JOINTLY)},
        ),
        unknown=(
            Refused("ACCOUNT_UNKNOWN", {"detachment": {**CUT, "uid": "none"}}),
            Refused("REQUEST_UNKNOWN", {"detachment": None, "request": "none"}),
        ),
        empty=Refused(
            "EMPTY_INTERVAL", {"detachment": {**CUT, "on": "2018-01-05", "decidedOn": "2018-01-05"}}
        ),
        early=Refused(
            "NOT_A_CITY_PARTNER",
            {"detachment": {**CUT, "on": "2018-01-04", "decidedOn": "2018-01-04"}},
        ),
        calendar=Refused("CALENDAR_NOT_PUBLISHED", {"detachment": BY_CUSTOMER}, day="2031-04-01"),
    ),
}

PARTNERS = {
    "registerAccounts": Rows(
        good=rows({"uid": "n1", "owner": "cust:n1", "ownerName": "North"}),
        stale=NO_VERSION,
        authority=NO_RIGHT,
        unknown=Refused("PARTY_UNKNOWN", rows({"uid": "n1", "owner": "nobody"})),
        empty=NO_DAYS,
        early=Never("an account has no first day of its own"),
        calendar=NO_COUNT,
    ),
    "renameAccount": Rows(
        good={"account": "u3", "name": "Willow"},
        stale=Refused("VERSION_STALE", {"expectedVersion": 7}),
        authority=NO_RIGHT,
        unknown=Refused("ACCOUNT_UNKNOWN", {"account": "none"}),
        empty=NO_DAYS,
        early=Never("a name has no first day of its own"),
        calendar=NO_COUNT,
    ),
    "recordStanding": Rows(
        good={"account": "d0", "effectiveOn": "2018-04-01"},
        stale=NO_VERSION,
        authority=NO_RIGHT,
        unknown=Refused("ACCOUNT_UNKNOWN", {"account": "none"}),
        empty=Refused("EMPTY_INTERVAL", {"until": "2018-04-01"}),
        early=Refused("ACCOUNT_IS_PARTNER", {"account": "u9"}),
        calendar=NO_COUNT,
    ),
    "recordStandingLoss": Rows(
        good={"account": "p3", "effectiveOn": "2018-04-01", "cause": "EXPELLED"},
        stale=Refused("VERSION_STALE", {"expectedVersion": 7}),
        authority=NO_RIGHT,
        unknown=Refused("ACCOUNT_UNKNOWN", {"account": "none"}),
        empty=Refused("NOT_A_PARTNER", {"effectiveOn": "2017-04-01"}),
        early=Refused("NOT_A_PARTNER", {"effectiveOn": "2017-03-31"}),
        calendar=NO_COUNT,
    ),
    "admitCityPartner": Rows(
        good={
            "city": "d0",
            "tier1": "t2",
            "appliedOn": "2018-03-01",
            "approvedOn": "2018-03-05",
            "frameworkSignedOn": "2018-03-06",
            "cityAgreementOn": "2018-03-08",
        },
        stale=NO_VERSION,
        authority=Refused("OUT_OF_ORDER", {"approvedOn": "2018-02-28"}),
        unknown=(
            Refused("ACCOUNT_UNKNOWN", {"city": "none"}),
            Refused("ACCOUNT_UNKNOWN", {"tier1": "none"}),
        ),
        empty=Never("an entry is open at its end"),
        early=Refused("OUT_OF_ORDER", {"effectiveOn": "2018-03-07"}),
        calendar=NO_COUNT,
    ),
    "convertResaleAccount": Rows(
        example="s02",
        good={"account": "u4", "effectiveOn": "2018-04-01"},
        stale=NO_VERSION,
        authority=Refused("NOT_PENDING_CONVERSION", {"account": "u2"}),
        unknown=Refused("ACCOUNT_UNKNOWN", {"account": "none"}),
        empty=Never("a condition is open at its end"),
        early=Refused("NOT_PENDING_CONVERSION", {"effectiveOn": "2018-03-15"}),
        calendar=NO_COUNT,
    ),
}
