"""Each form of a line, and the facts it states."""

from datetime import UTC, date, datetime

import pytest

from graph.ladder import canonical, parse, print_world
from graph.ladder.naming import facts_of
from graph.model import (
    Account,
    AccountCondition,
    Cause,
    Condition,
    Fact,
    FactId,
    Fen,
    Finding,
    Link,
    LinkType,
    Obligation,
    Party,
    PartyId,
    PartyKind,
    Payment,
    Settlement,
    Standing,
    TierLink,
    Uid,
)

D1, D2, D3 = date(2018, 3, 1), date(2018, 3, 2), date(2018, 3, 16)
S1 = datetime(2018, 2, 28, 16, tzinfo=UTC)
ACME, EAST, HARBOR = Uid("acme"), Uid("east"), Uid("harbor")


def stated(text: str) -> Fact:
    """The one fact of a text, besides the accounts and parties that it names."""
    (fact,) = [each for each in facts_of(parse(text)) if not isinstance(each, Account | Party)]
    return fact


def standing(**said: object) -> Standing:
    one = {"id": "standing:east:2018-03-01", "account": EAST, "valid_from": D1, "recorded_at": S1}
    return Standing(**one | said)


def payment(**said: object) -> Payment:
    at = datetime(2018, 3, 15, 15, 59, 59, tzinfo=UTC)
    made = "payment:acme:2018-03-15T15:59:59.000000Z"
    one = {"id": made, "account": ACME, "paid_at": at, "recorded_at": at, "fen": Fen(10000)}
    return Payment(**one | said)


def obligation(**said: object) -> Obligation:
    one = {"account": ACME, "occurred_from": D1, "occurred_to": D2, "fen": Fen(31000)}
    return Obligation(**{"id": "o1", "recorded_at": S1} | one | said)


def condition(kind: Condition, **said: object) -> AccountCondition:
    one = {"account": ACME, "condition": kind, "valid_from": D1, "recorded_at": S1}
    return AccountCondition(id=FactId(f"condition:acme:{kind}:2018-03-01"), **one | said)


def settlement(**said: object) -> Settlement:
    one = {"obligation": "o1", "by": "harbor", "on": D1, "fen": Fen(400), "recorded_at": S1}
    return Settlement(**{"id": "settlement:o1:2018-03-01:harbor:1"} | one | said)


def finding(*, mismanaged: bool) -> Finding:
    return Finding(
        id=FactId("finding:o1:harbor:2018-03-01"),
        obligation=FactId("o1"),
        party=PartyId("harbor"),
        mismanaged=mismanaged,
        found_on=D1,
        recorded_at=S1,
    )


def link(kind: LinkType) -> Link:
    name = FactId("link:acme:harbor:2018-03-01")
    return Link(id=name, account=ACME, partner=HARBOR, type=kind, valid_from=D1, recorded_at=S1)


TIER = TierLink(
    id=FactId("tier:harbor:east:2018-03-01"),
    city=HARBOR,
    tier1=EAST,
    valid_from=D1,
    recorded_at=S1,
)
PAID = "acme paid 100.00 at 2018-03-15T23:59:59"
OWES = "acme owes 310.00 since 2018-03-01 for"


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("east is partner from 2018-03-01", standing()),
        ("east is partner from 2018-03-01 to 2018-03-16", standing(valid_to=D3)),
        (
            "east is partner from 2018-03-01 to 2018-03-16 ended by expired",
            standing(valid_to=D3, end_cause="EXPIRED"),
        ),
        (
            "east is partner from 2018-03-01 to 2018-03-16 ended by expelled",
            standing(valid_to=D3, end_cause="EXPELLED"),
        ),
        (
            "east is partner from 2018-03-01 to 2018-03-16 ended by voluntary exit",
            standing(valid_to=D3, end_cause="VOLUNTARY"),
        ),
        (
            "east is partner from 2018-03-01 to 2018-03-16 ended by mutual end",
            standing(valid_to=D3, end_cause="MUTUAL"),
        ),
        (
            "east is partner from 2018-03-01 to 2018-03-16 ended by release",
            standing(valid_to=D3, end_cause="RELEASED"),
        ),
        (
            "east is partner from 2018-03-01 to 2018-03-16 ended by other",
            standing(valid_to=D3, end_cause="OTHER"),
        ),
        (
            'east is partner from 2018-03-01 to 2018-03-16 ended by "a storm"',
            standing(valid_to=D3, end_cause="a storm"),
        ),
        ("harbor under east as city from 2018-03-01", TIER),
        ("acme under harbor as agency from 2018-03-01", link(LinkType.AGENCY)),
        ("acme under harbor as resale from 2018-03-01", link(LinkType.RESALE)),
        ("acme frozen from 2018-03-01", condition(Condition.FROZEN)),
        ("acme converted from 2018-03-01", condition(Condition.CONVERTED)),
        (
            "acme closed from 2018-03-01 to 2018-03-16",
            condition(Condition.CLOSED, valid_to=D3),
        ),
        (PAID, payment()),
        (f"{PAID} as p1", payment(id="p1")),
        (f"{PAID} with voucher 200.00", payment(voucher_fen=Fen(20000))),
        (f"{PAID} for disk", payment(product="disk")),
        (f'{PAID} for "cloud disk"', payment(product="cloud disk")),
        (f"{PAID} not eligible", payment(fee_eligible=False)),
        (f"{PAID} used 2018-03-01", payment(consumed_from=D1, consumed_to=D2)),
        (
            f"{PAID} used from 2018-03-01 to 2018-03-16",
            payment(consumed_from=D1, consumed_to=D3),
        ),
        (f"{PAID} used from 2018-03-01", payment(consumed_from=D1)),
        (f"{PAID} used to 2018-03-16", payment(consumed_to=D3)),
        (f"{PAID} refunding p0", payment(id="p0:refund", refund_of=FactId("p0"))),
        (f"{OWES} transaction as o1", obligation()),
        (f"{OWES} transaction", obligation(id="obligation:acme:2018-03-01")),
        (f"{OWES} act as o1", obligation(cause=Cause.ACT)),
        (f"{OWES} dispute as o1", obligation(cause=Cause.DISPUTE)),
        (f"{OWES} partner breach as o1", obligation(cause=Cause.PARTNER_BREACH)),
        (f"{OWES} penalty as o1", obligation(cause=Cause.PENALTY)),
        (
            "acme owes 310.00 from 2018-03-01 to 2018-03-16 for transaction as o1",
            obligation(occurred_to=D3),
        ),
        (
            "party acme owes 310.00 since 2018-03-01 for transaction as o1",
            obligation(account=None, party="acme"),
        ),
        ("o1 settled 4.00 on 2018-03-01 by harbor", settlement()),
        ("o1 settled 4.00 on 2018-03-01 by harbor fact s1", settlement(id="s1")),
        ("harbor mismanaged o1 found on 2018-03-01", finding(mismanaged=True)),
        ("harbor did not mismanage o1 found on 2018-03-01", finding(mismanaged=False)),
    ],
)
def test_a_line_states_its_fact_and_is_printed_as_it_was(line: str, fact: Fact) -> None:
    assert stated(line) == fact
    assert print_world(parse(line)) == f"{line}\n"


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("acme owned by acme-group", Account(id=FactId("acme"), owner=PartyId("acme-group"))),
        (
            'acme named "Acme Widgets"',
            Account(id=FactId("acme"), owner=PartyId("cust:acme"), name="Acme Widgets"),
        ),
        (
            "acme external id X-123",
            Account(id=FactId("acme"), owner=PartyId("cust:acme"), external_id="X-123"),
        ),
        ("party acme is company", Party(id=FactId("acme"))),
        ("party acme is person", Party(id=FactId("acme"), kind=PartyKind.PERSON)),
        ("party acme is aliyun", Party(id=FactId("acme"), kind=PartyKind.ALIYUN)),
        ('party acme named "Ann"', Party(id=FactId("acme"), name="Ann")),
        (
            'party acme is person named "Ann"',
            Party(id=FactId("acme"), kind=PartyKind.PERSON, name="Ann"),
        ),
    ],
)
def test_a_line_describes_an_account_or_a_party(line: str, entry: Fact) -> None:
    world = parse(line)
    assert entry in list(facts_of(world))
    assert canonical(parse(print_world(world))) == canonical(world)


def test_lines_about_one_account_are_read_as_one() -> None:
    apart = 'acme owned by g\nacme named "A"\nacme external id X\nacme named "A" source "desk"'
    whole = 'acme owned by g named "A" external id X source "desk"'
    assert parse(apart) == parse(whole)
    assert print_world(parse(apart)) == f"{whole}\n"


def test_clauses_may_come_in_any_order() -> None:
    one = "acme paid 1.00 at 2018-03-01T00:00:00 for disk not eligible as p1 source desk"
    other = "acme paid 1.00 at 2018-03-01T00:00:00 source desk as p1 not eligible for disk"
    assert parse(one) == parse(other)


def test_names_may_have_letters_of_any_script_and_any_other_name_is_quoted() -> None:
    text = '华东_1.a:b under "two words" as agency from 2018-03-01\n"from" owned by "to"\n'
    world = parse(text)
    assert {account.id for account in world.accounts} == {"华东_1.a:b", "two words", "from"}
    assert parse(print_world(world)) == world


def test_quoted_text_keeps_what_escapes_say_and_comments_end_outside_of_it() -> None:
    line = 'acme named "# a \\"b\\" \\\\ \\n\\u2028 海" # said at the desk'
    assert parse(line).accounts[0].name == '# a "b" \\ \n\u2028 海'
    assert "\u2028" not in print_world(parse(line))


def test_equal_payments_and_settlements_are_numbered_and_other_equal_lines_are_one_fact() -> None:
    pay = "acme paid 1.00 at 2018-03-01T00:00:00\n"
    back = "acme paid -0.10 at 2018-03-02T00:00:00 refunding p1\n"
    settle = "o1 settled 1.00 on 2018-03-02 by acme\n"
    world = parse((pay + back + settle + "acme under east as agency from 2018-03-01\n") * 2)
    made = "payment:acme:2018-02-28T16:00:00.000000Z"
    assert [fact.id for fact in world.payments] == [made, "p1:refund", f"{made}:2", "p1:refund:2"]
    settled = "settlement:o1:2018-03-02:cust:acme"
    assert [fact.id for fact in world.settlements] == [f"{settled}:1", f"{settled}:2"]
    assert len(world.links) == 1
    assert canonical(parse(print_world(world))) == canonical(world)


def test_an_account_without_a_line_is_owned_by_itself_if_it_is_a_partner_anywhere() -> None:
    text = "harbor under east as city from 2018-03-01\nacme under shop as agency from 2018-03-01"
    owned = {account.id: account.owner for account in parse(text).accounts}
    assert owned == {"acme": "cust:acme", "east": "east", "harbor": "harbor", "shop": "shop"}
    root = parse("aliyun paid 1 at 2018-03-01T00:00:00")
    assert root.accounts[0].owner == "aliyun"
    assert root.parties[0].kind is PartyKind.ALIYUN


def test_a_name_that_settles_or_mismanaged_is_an_accounts_owner_or_else_a_party() -> None:
    text = (
        "harbor owned by harbor-ltd\n"
        "o1 settled 1.00 on 2018-03-01 by harbor\n"
        "o1 settled 1.00 on 2018-03-01 by party harbor\n"
        "o1 settled 1.00 on 2018-03-01 by east-group\n"
        "harbor mismanaged o1 found on 2018-03-01\n"
        "party harbor did not mismanage o1 found on 2018-03-01\n"
    )
    world = parse(text)
    assert [fact.by for fact in world.settlements] == ["harbor-ltd", "harbor", "east-group"]
    assert [fact.party for fact in world.findings] == ["harbor-ltd", "harbor"]
    assert {party.id for party in world.parties} == {"harbor-ltd", "harbor", "east-group"}
    assert canonical(parse(print_world(world))) == canonical(world)
    assert "by party harbor\n" in print_world(world)


def test_what_a_line_refers_to_may_stand_elsewhere() -> None:
    world = parse(
        "o9 settled 1.00 on 2018-03-01 by acme\nacme paid -1 at 2018-03-01T00:00 refunding p9"
    )
    assert world.obligations == ()
    assert [payment.refund_of for payment in world.payments] == ["p9"]


def test_an_obligation_without_one_debtor_cannot_be_printed() -> None:
    world = parse(f"{OWES} act as o1")
    both = Obligation(
        id=FactId("o2"), account=ACME, party=PartyId("acme"),
        occurred_from=D1, occurred_to=D2, fen=Fen(1),
    )  # fmt: skip
    with pytest.raises(ValueError, match="obligation o2: expected one debtor"):
        print_world(type(world)(obligations=(both,)))
