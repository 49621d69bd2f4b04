"""A small world with a paper of every kind, some in two versions."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from graph.ladder import parse
from graph.model import (
    Agreement,
    AgreementKind,
    Assessment,
    Authorisation,
    AuthorisedAct,
    DepositEntry,
    DepositMove,
    FactId,
    FeeMove,
    FeeStep,
    Fen,
    LinkType,
    Note,
    Notice,
    NoticeKind,
    PartyId,
    Request,
    RequestKind,
    Task,
    Uid,
    Verdict,
    Violation,
    ViolationClass,
    ViolationOutcome,
    World,
)
from graph.store import ledger
from graph.store.engine import Engine
from tests.store.books import AUTHOR

EAST, HARBOR, ACME = Uid("east"), Uid("harbor"), Uid("acme")
KNOWN = datetime(2018, 3, 1, tzinfo=UTC)
LEARNT = datetime(2018, 4, 12, 3, 4, 5, 678, tzinfo=UTC)
DAY = date(2018, 3, 1)
BRANCH = """
east   is partner from 2017-04-01
harbor is partner from 2018-01-05
harbor under east as city from 2018-01-05
acme   under harbor as agency from 2018-01-10
"""
ENDS = {"withdrawn_on", "executed_on", "closed_on"}
STEPS = [name for name in Request.__struct_fields__ if name.endswith("_on") and name not in ENDS]
"""Days of a request that do not end it."""

AGREEMENT = Agreement(
    id=FactId("a1"),
    party=PartyId("harbor"),
    kind=AgreementKind.FA,
    edition="2018-01",
    signed_on=date(2018, 1, 3),
    sealed_on=date(2018, 1, 5),
    agreed_from=date(2018, 1, 6),
    term_end=date(2018, 12, 31),
    renewal_agreed_on=date(2018, 11, 1),
    ended_on=date(2018, 12, 1),
    end_cause="MUTUAL",
    replaces=FactId("a0"),
    fen=Fen(1),
)
AUTHORISATION = Authorisation(
    id=FactId("x1"),
    account=ACME,
    partner=HARBOR,
    act=AuthorisedAct.TRANSFER,
    valid_from=date(2018, 2, 1),
    recorded_at=KNOWN,
    superseded_at=LEARNT,
)
VIOLATION = Violation(
    id=FactId("v1"),
    party=PartyId("harbor"),
    rank=ViolationClass.CLASS_2,
    clause="MR 6.2.7.3",
    acted_on=date(2018, 2, 1),
    reported_on=date(2018, 2, 2),
    noticed_on=date(2018, 2, 3),
    replied_on=date(2018, 2, 4),
    outcome=ViolationOutcome.ESTABLISHED,
    decided_on=date(2018, 2, 5),
    counted_on=date(2018, 2, 6),
    obligation=FactId("o1"),
    words="sold an account",
    reported_by=PartyId("east"),
    evidence="a screen shot",
)
ENTRY = DepositEntry(
    id=FactId("d1"),
    party=PartyId("harbor"),
    move=DepositMove.DEDUCTED,
    fen=Fen(200_000),
    on=date(2018, 2, 7),
    noticed_on=date(2018, 2, 8),
    about=FactId("v1"),
    agreement=FactId("a1"),
)
NOTICE = Notice(
    id=FactId("n1"),
    party=PartyId("harbor"),
    kind=NoticeKind.TOP_UP,
    received_on=date(2018, 2, 8),
    sent_on=date(2018, 2, 7),
    stated_on=date(2018, 2, 9),
    about=FactId("d1"),
    fen=Fen(200_000),
    sender=PartyId("harbor"),
)
REQUEST = Request(
    id=FactId("r1"),
    account=ACME,
    kind=RequestKind.MOVE,
    applied_on=date(2018, 3, 1),
    other=EAST,
    link_type=LinkType.RESALE,
    recorded_at=KNOWN,
    superseded_at=LEARNT,
)
DECIDED = replace(
    REQUEST,
    version=2,
    recorded_at=LEARNT,
    superseded_at=None,
    ground="CUSTOMER_REQUEST",
    applied_by=PartyId("harbor"),
    release_city_partners=False,
    end_links=False,
    verdict=Verdict.GRANTED,
    **{name: date(2018, 3, 2) for name in STEPS},
)
CLOSED = replace(
    DECIDED,
    id=FactId("r3"),
    version=1,
    withdrawn_on=date(2018, 3, 3),
    executed_on=date(2018, 3, 4),
    closed_on=date(2018, 3, 5),
    close_cause="NOTHING_LEFT",
)
TASK = Task(
    id=FactId("t1"),
    account=HARBOR,
    duty="RETURN_MATERIAL",
    since=date(2018, 3, 16),
    clause="CA 2.3.4",
    due_on=date(2018, 4, 15),
    accounts=(ACME, EAST),
    about=FactId("r1"),
    done_on=date(2018, 4, 10),
)
ASSESSMENT = Assessment(
    id=FactId("q1"), account=HARBOR, quarter=date(2018, 1, 1), new_customers=4, minimum=10
)
STEP = FeeStep(
    id=FactId("f1"),
    account=EAST,
    month=date(2018, 3, 1),
    move=FeeMove.NOTIFIED,
    on=date(2018, 4, 16),
    fen=Fen(107_000),
)
NOTE = Note(id=FactId("m1"), subject="acme", text='asked "twice"\nby phone')


BARE = (
    Agreement(id=FactId("a2"), party=PartyId("east"), kind=AgreementKind.CA),
    Violation(id=FactId("v2"), party=PartyId("east"), rank=ViolationClass.CLASS_1, clause="MR 6.1"),
    DepositEntry(id=FactId("d2"), party=PartyId("east"), move=DepositMove.PAID, fen=Fen(1), on=DAY),
    Notice(id=FactId("n2"), party=PartyId("east"), kind=NoticeKind.BREACH, received_on=DAY),
    Request(id=FactId("r2"), account=HARBOR, kind=RequestKind.EXIT, applied_on=DAY),
    Task(id=FactId("t2"), account=ACME, duty="SIGN", since=DAY, clause="FA 4.3.1.3"),
    FeeStep(id=FactId("f2"), account=EAST, month=DAY, move=FeeMove.PAID, on=DAY),
    Note(id=FactId("m2"), subject="v1", text=""),
)
"""What may be absent is."""


def papers() -> World:
    """A branch of three accounts, and papers of every kind about them."""
    agreement, violation, entry, notice, request, task, step, note = BARE
    ended = replace(
        AUTHORISATION, version=2, valid_to=date(2018, 4, 1), recorded_at=LEARNT, superseded_at=None
    )
    return replace(
        parse(BRANCH),
        agreements=(AGREEMENT, agreement),
        authorisations=(AUTHORISATION, ended),
        violations=(VIOLATION, violation),
        deposit_entries=(ENTRY, entry),
        notices=(NOTICE, notice),
        requests=(REQUEST, DECIDED, request, CLOSED),
        tasks=(TASK, task),
        assessments=(ASSESSMENT,),
        fee_steps=(STEP, step),
        notes=(NOTE, note),
    )


async def planted(engine: Engine) -> None:
    """The papers in a store."""
    await ledger.plant(engine, papers(), AUTHOR)
