"""Whatever a party signed and was told: what always holds of its agreements (I6, R04, R06, R91)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from graph.model import (
    Agreement,
    AgreementKind,
    FactId,
    Moment,
    Notice,
    NoticeKind,
    PartyId,
    PartyPapers,
    Standing,
    Uid,
    start_of,
)
from graph.model.facts import Account
from graph.model.history import AccountHistory
from graph.readings import DEFAULTS, choose
from graph.rules.agreements import Contracts, MismatchKind, entitled, mismatches
from graph.rules.standing import Known
from graph.rules.survival import After, duties

FIRST = date(2017, 4, 1)
DAYS = 400
PARTY, UID = PartyId("harbor"), Uid("harbor")
LATEST = start_of(FIRST + timedelta(3 * DAYS))

days = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(number))
maybe = st.none() | days
readings = st.sampled_from(
    [
        DEFAULTS,
        choose({"Q24": "AUTOMATIC"}),
        choose({"Q15": "FREE_CHOICE"}),
        choose({"Q28": "FA_LIVES_ON"}),
    ]
)


@st.composite
def agreements(draw: st.DrawFn) -> list[Agreement]:
    """Some texts, with or without their dates."""
    found: list[Agreement] = []
    for number in range(draw(st.integers(0, 5))):
        row = Agreement(
            id=FactId(f"a{number}"),
            party=PARTY,
            kind=draw(st.sampled_from(AgreementKind)),
            signed_on=draw(maybe),
            sealed_on=draw(maybe),
            agreed_from=draw(maybe),
            term_end=draw(maybe),
            renewal_agreed_on=draw(maybe),
            ended_on=draw(maybe),
            end_cause=draw(st.sampled_from([None, "BANKRUPTCY", "FORCE_MAJEURE", "else"])),
            replaces=draw(st.sampled_from([None, FactId("a0"), FactId("a1")])),
            recorded_at=start_of(draw(days)),
        )
        found.append(row)
    return found


@st.composite
def notices(draw: st.DrawFn) -> list[Notice]:
    """Some notices, about an agreement or about none."""
    return [
        Notice(
            id=FactId(f"n{number}"),
            party=PARTY,
            kind=draw(st.sampled_from(NoticeKind)),
            received_on=draw(days),
            stated_on=draw(maybe),
            about=draw(st.sampled_from([None, FactId("a0"), FactId("v1")])),
            sender=draw(st.sampled_from([None, PARTY])),
            recorded_at=start_of(draw(days)),
        )
        for number in range(draw(st.integers(0, 4)))
    ]


papers = st.builds(
    lambda signed, told: PartyPapers(agreements=tuple(signed), notices=tuple(told)),
    agreements(),
    notices(),
)
moments = st.builds(lambda used: Moment(FIRST, LATEST, used), readings)


def held(*standings: Standing) -> dict[Uid, AccountHistory]:
    account = Account(id=FactId(UID), owner=PARTY)
    return {UID: AccountHistory(account, standings)}


@given(papers, moments, days)
def test_at_most_one_of_a_kind_is_in_force_on_a_day(signed: PartyPapers, moment: Moment, day: date):
    found = Contracts(signed, moment)
    for kind in (AgreementKind.FA, AgreementKind.MR, AgreementKind.CA):
        assert sum(day in each for each in found.of(kind)) <= 1


@given(papers, moments, days)
def test_ca_and_mr_are_in_force_only_while_fa_is_if_fa_has_begun(
    signed: PartyPapers, moment: Moment, day: date
):
    found = Contracts(signed, moment)
    for kind in (AgreementKind.CA, AgreementKind.MR):
        inside = found.on(kind, day)
        begun = [each for each in found.relation if each.start <= day]
        if inside is not None and begun:
            assert any(day in each for each in found.relation)


@given(papers, moments)
def test_each_agreement_is_told_once_and_its_first_end_ends_it(signed: PartyPapers, moment: Moment):
    found = Contracts(signed, moment)
    assert sorted(each.agreement.id for each in found.every) == sorted(
        each.id for each in signed.agreements
    )
    for each in found.every:
        ends = [ending.on for ending in each.endings]
        assert ends == sorted(ends)
        if each.interval is not None and not each.interval.is_empty:
            assert each.interval.end == (ends[0] if ends else None)


@given(papers, days, days)
def test_what_is_recorded_later_changes_nothing_that_was_known_before(
    signed: PartyPapers, known: date, later: date
):
    at = start_of(min(known, later))
    before = Contracts(
        PartyPapers(
            agreements=tuple(each for each in signed.agreements if each.recorded_at <= at),
            notices=tuple(each for each in signed.notices if each.recorded_at <= at),
        ),
        Moment(FIRST, LATEST, DEFAULTS),
    )
    assert Contracts(signed, Moment(FIRST, at, DEFAULTS)).every == before.every


@given(papers, moments)
def test_standing_as_the_agreements_give_it_is_no_mismatch(signed: PartyPapers, moment: Moment):
    contracts = Contracts(signed, moment)
    should = entitled(contracts, Known(held(), moment), UID)
    rows = [
        Standing(
            id=FactId(f"s{number}"),
            account=UID,
            valid_from=each.interval.start,
            valid_to=each.interval.end,
        )
        for number, each in enumerate(should)
    ]
    found = mismatches(contracts, Known(held(*rows), moment), UID)
    assert not found
    lacking = mismatches(contracts, Known(held(), moment), UID)
    assert {each.kind for each in lacking} <= {MismatchKind.AGREEMENT_WITHOUT_STANDING}
    assert [each.interval for each in lacking] == [each.interval for each in should]


@given(papers, moments, days)
def test_no_duty_goes_on_before_it_began(signed: PartyPapers, moment: Moment, day: date):
    known = Known(held(), moment)
    for each in duties(After(Contracts(signed, moment), known, (UID,)), day):
        assert each.since <= day
        assert each.last_day is None or day <= each.last_day
