"""Requests, their steps, and notices."""

from tests.acts.table import NO_COUNT, NO_DAYS, NO_RIGHT, NO_VERSION, Never, Refused, Rows

RELEASE = "c1 asked for detachment on 2018-03-01 by t1 on ground JOINT_APPLICATION as r1"
CUSTOMERS = "u5 asked for detachment on 2018-04-02 on ground CUSTOMER_REQUEST as r5"
NOTICED = f"{CUSTOMERS} notice received 2018-04-09".replace(
    " as r5 notice received 2018-04-09", " notice received 2018-04-09 as r5"
)
ENTRY = "d0 asked for entry on 2018-03-01 under t1 as r0"
MOVE = "u9 asked for move on 2018-03-01 to t2 as r9"
GRANTED = (
    "d0 asked for entry on 2018-03-01 under t1 framework signed 2018-03-04"
    " city agreement 2018-03-05 granted 2018-03-03 as r0"
)
STALE = Refused("VERSION_STALE", {"expectedVersion": 7})
UNKNOWN = Refused("REQUEST_UNKNOWN", {"request": "none"})
LATER = Never("it asks for what is to come: steps that are missing are told in `nextSteps`")


def step(code: str, **given: object) -> Refused:
    return Refused(code, given)


REQUESTS = {
    "requestCityPartnerEntry": Rows(
        good={"cityPartner": "d0", "tier1": "t1", "appliedOn": "2018-04-02"},
        stale=NO_VERSION,
        authority=step("NOT_THE_APPLICANT", appliedBy="t2"),
        unknown=(
            step("ACCOUNT_UNKNOWN", cityPartner="none"),
            step("ACCOUNT_UNKNOWN", tier1="none"),
        ),
        empty=NO_DAYS,
        early=step("NOT_A_PARTNER", appliedOn="2017-03-31"),
        calendar=NO_COUNT,
    ),
    "requestDetachment": Rows(
        good={"account": "u5", "ground": "CUSTOMER_REQUEST", "appliedOn": "2018-04-02"},
        stale=NO_VERSION,
        authority=step("NOT_THE_APPLICANT", appliedBy="t2"),
        unknown=step("ACCOUNT_UNKNOWN", account="none"),
        empty=NO_DAYS,
        early=step("NOT_LINKED", appliedOn="2018-01-31"),
        calendar=Refused(
            "CALENDAR_NOT_PUBLISHED",
            {"appliedOn": "2031-03-01", "noticeReceivedOn": "2031-03-03"},
            day="2031-03-03",
        ),
    ),
    "requestMove": Rows(
        good={"account": "u9", "toPartner": "t2", "appliedOn": "2018-04-02"},
        stale=NO_VERSION,
        authority=LATER,
        unknown=(
            step("ACCOUNT_UNKNOWN", account="none"),
            step("ACCOUNT_UNKNOWN", toPartner="none"),
        ),
        empty=NO_DAYS,
        early=step("NOT_LINKED", appliedOn="2017-04-30"),
        calendar=NO_COUNT,
    ),
    "requestExit": Rows(
        good={"account": "p3", "appliedOn": "2018-04-02"},
        stale=NO_VERSION,
        authority=step("NOT_THE_APPLICANT", appliedBy="t2"),
        unknown=step("ACCOUNT_UNKNOWN", account="none"),
        empty=NO_DAYS,
        early=step("NOT_A_PARTNER", appliedOn="2017-03-31"),
        calendar=Never("a month is counted, which needs no calendar of working days (Q2)"),
    ),
    "requestConversion": Rows(
        example="s02",
        good={"account": "u4", "appliedOn": "2018-04-02"},
        stale=NO_VERSION,
        authority=Never("the customer, its former partner or Aliyun may ask for it (R115)"),
        unknown=step("ACCOUNT_UNKNOWN", account="none"),
        empty=NO_DAYS,
        early=step("NOT_PENDING_CONVERSION", appliedOn="2018-03-15"),
        calendar=NO_COUNT,
    ),
    "confirmRequest": Rows(
        lines=(RELEASE, ENTRY),
        good={"request": "r1", "effectiveOn": "2018-03-14"},
        stale=STALE,
        authority=step("STEP_UNKNOWN", request="r0"),
        unknown=UNKNOWN,
        empty=NO_DAYS,
        early=step("OUT_OF_ORDER", effectiveOn="2018-02-28"),
        calendar=NO_COUNT,
    ),
    "answerRequest": Rows(
        lines=(NOTICED, RELEASE),
        good={"request": "r5", "effectiveOn": "2018-04-10"},
        stale=STALE,
        authority=step("STEP_UNKNOWN", request="r1"),
        unknown=UNKNOWN,
        empty=NO_DAYS,
        early=step("OUT_OF_ORDER", effectiveOn="2018-04-08"),
        calendar=NO_COUNT,
    ),
    "withdrawRequest": Rows(
        lines=(NOTICED,),
        good={"request": "r5"},
        stale=STALE,
        authority=Refused("TOO_LATE", {}, day="2018-04-13"),
        unknown=UNKNOWN,
        empty=NO_DAYS,
        early=step("OUT_OF_ORDER", effectiveOn="2018-04-01"),
        calendar=NO_COUNT,
    ),
    "decideRequest": Rows(
        lines=(ENTRY, RELEASE),
        good={"request": "r0", "verdict": "GRANTED", "effectiveOn": "2018-03-03"},
        stale=STALE,
        authority=step("CITY_PARTNER_NOT_CONFIRMED", request="r1"),
        unknown=UNKNOWN,
        empty=NO_DAYS,
        early=step("OUT_OF_ORDER", effectiveOn="2018-02-28"),
        calendar=NO_COUNT,
    ),
    "executeRequest": Rows(
        lines=(GRANTED, MOVE),
        good={"request": "r0"},
        stale=STALE,
        authority=step("CUSTOMER_AUTHORISATION_MISSING", request="r9"),
        unknown=UNKNOWN,
        empty=NO_DAYS,
        early=step("AGREEMENT_MISSING", effectiveOn="2018-03-04"),
        calendar=NO_COUNT,
    ),
    "recordRequestStep": Rows(
        lines=(ENTRY.replace(" as r0", " granted 2018-03-03 as r0"), RELEASE),
        good={"request": "r0", "step": "SIGN_FRAMEWORK", "effectiveOn": "2018-03-04"},
        stale=STALE,
        authority=step("AGREEMENT_MISSING", step="SIGN_CITY_AGREEMENT"),
        unknown=UNKNOWN,
        empty=NO_DAYS,
        early=step("OUT_OF_ORDER", effectiveOn="2018-03-02"),
        calendar=NO_COUNT,
    ),
    "recordNotice": Rows(
        lines=(CUSTOMERS, CUSTOMERS.replace("r5", "r6").replace("u5", "u3")),
        good={"request": "r5", "receivedOn": "2018-04-09"},
        stale=STALE,
        authority=NO_RIGHT,
        unknown=(
            UNKNOWN,
            step("PARTY_UNKNOWN", request=None, party="none", kind="TOP_UP"),
        ),
        empty=NO_DAYS,
        early=(
            step("OUT_OF_ORDER", receivedOn="2018-04-01"),
            step("DAY_NOT_COME", receivedOn="2018-04-11"),
        ),
        calendar=Refused("CALENDAR_NOT_PUBLISHED", {"receivedOn": "2031-03-03"}, day="2031-03-03"),
    ),
}
