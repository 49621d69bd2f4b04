"""What the hierarchy forbids is refused, fact by fact (I1–I6, I15; R11–R14; S48–S52)."""

import pytest
from msgspec.structs import replace

from graph.ladder import parse
from graph.model import ALIYUN, Account, FactId, Fen, PartyId, Payment, World
from graph.rules.admission import Existing, check
from graph.rules.refusal import Code
from tests.rules.admitted import admitted, code, existing, refused
from tests.rules.asked import HIERARCHY, at, without


class TestLinks:
    LINK = "u3 under p3 as agency from {}\n"

    def test_s48_an_account_that_is_linked_is_not_linked_again(self):
        assert code(self.LINK.format("2018-03-01")) == (Code.ALREADY_LINKED, "account", "FA 2.1.6")

    @pytest.mark.parametrize(
        ("start", "taken"), [("2018-02-28", False), ("2018-03-01", True), ("2018-03-02", True)]
    )
    def test_s48b_from_the_day_the_other_link_ended_it_is_free(self, start: str, taken: bool):
        ended = without(HIERARCHY, "u3")
        ended += "u3 under c1 as agency from 2018-01-10 to 2018-03-01\n"
        assert (admitted(self.LINK.format(start), ended) == ()) == taken

    @pytest.mark.parametrize(
        ("span", "taken"),
        [
            ("2017-10-01 to 2018-01-10", True),
            ("2017-10-01 to 2018-01-11", False),
            ("2017-10-01", False),
        ],
    )
    def test_a_link_before_the_other_one_must_end_when_that_begins(self, span: str, taken: bool):
        assert (admitted(self.LINK.format(span)) == ()) == taken

    def test_of_two_incoming_links_the_later_line_is_refused(self):
        found = refused(
            "d0 under p3 as agency from 2018-03-01\nd0 under t2 as resale from 2018-02-01\n"
        )
        assert found.fact.id == "link:d0:t2:2018-02-01"

    def test_a_link_that_fell_with_a_release_takes_no_place(self):
        held = (
            without(HIERARCHY, "c1 under") + "c1 under t1 as city from 2018-01-05 to 2018-03-16\n"
        )
        assert admitted(self.LINK.format("2018-03-16"), held) == ()
        assert code(self.LINK.format("2018-03-15"), held)[0] is Code.ALREADY_LINKED

    def test_s49_an_interval_without_a_day_is_empty(self):
        for end in ("2018-03-01", "2018-02-28"):
            text = f"d0 under p3 as agency from 2018-03-01 to {end}\n"
            assert code(text) == (Code.EMPTY_INTERVAL, "validTo", None)
        assert admitted("d0 under p3 as agency from 2018-03-01 to 2018-03-02\n") == ()

    def test_s52_a_partner_is_no_customer_account_of_another(self):
        found = code("c2 under p3 as agency from 2018-03-01\n")
        assert found == (Code.ACCOUNT_IS_PARTNER, "account", "FA 3.4.1.4")

    def test_a_former_partner_may_be_a_customer(self):
        held = without(HIERARCHY, "p3 is") + "p3 is partner from 2017-04-01 to 2018-03-01\n"
        assert admitted("p3 under t2 as agency from 2018-03-01\n", held) == ()
        assert code("p3 under t2 as agency from 2018-02-28\n", held)[0] is Code.ACCOUNT_IS_PARTNER

    @pytest.mark.parametrize(
        ("start", "taken"), [("2017-03-31", False), ("2017-04-01", True), ("2017-04-02", True)]
    )
    def test_i4_its_partner_has_standing_when_it_begins(self, start: str, taken: bool):
        text = f"d0 under p3 as agency from {start}\n"
        if taken:
            assert admitted(text) == ()
        else:
            assert code(text) == (Code.NOT_A_PARTNER, "partner", "FA 3.4.1.2")

    @pytest.mark.parametrize("upper", ["u1", "aliyun"])
    def test_i4_one_that_is_no_partner_has_no_customers(self, upper: str):
        text = f"d0 under {upper} as agency from 2018-03-01\n"
        assert code(text) == (Code.NOT_A_PARTNER, "partner", "FA 3.4.1.2")

    @pytest.mark.parametrize("lower", ["d0", "aliyun"])
    def test_i2_nobody_is_below_itself(self, lower: str):
        upper = "d0" if lower == "d0" else "p3"
        text = f"{lower} under {upper} as agency from 2018-03-01\n"
        assert code(text) == (Code.CYCLE, "account", "FA 3.4.1.4")

    @pytest.mark.parametrize(("place", "path"), [("account", "account"), ("partner", "partner")])
    def test_both_accounts_must_be_there(self, place: str, path: str):
        world = parse("x under p3 as agency from 2018-03-01\n")
        if place == "partner":
            world = parse("u1 under x as agency from 2018-03-01\n")
        found = check(existing(), replace(world, accounts=()))
        assert [(each.refusal.code, each.refusal.path) for each in found] == [
            (Code.ACCOUNT_UNKNOWN, path)
        ]
        assert "'x'" in found[0].refusal.message


class TestTierLinks:
    def test_s51_a_partner_does_not_stand_under_a_city_partner(self):
        found = refused("p3 under c1 as city from 2018-03-01\n").refusal
        assert (found.code, found.path, found.clause) == (
            Code.DEPTH_EXCEEDED,
            "tier1",
            "FA 3.4.1.4",
        )
        assert "c1 is itself a city partner of t1" in found.message

    def test_s51b_a_tier_1_does_not_stand_under_another(self):
        found = refused("t1 under t2 as city from 2018-03-01\n").refusal
        assert found.code is Code.DEPTH_EXCEEDED
        assert "city partner of its own" in found.message

    def test_s51c_a_city_partner_has_one_tier_1(self):
        text = "c1 under t2 as city from 2018-03-01\n"
        assert code(text) == (Code.ALREADY_LINKED, "city", "CA 1.4")
        assert "2018-01-05 on" in refused(text).refusal.message

    def test_the_end_of_the_other_tier_link_is_named_if_it_has_one(self):
        held = (
            without(HIERARCHY, "c1 under") + "c1 under t1 as city from 2018-01-05 to 2018-06-01\n"
        )
        found = refused("c1 under t2 as city from 2018-03-01\n", held).refusal
        assert "2018-01-05 to 2018-06-01" in found.message

    @pytest.mark.parametrize(
        ("day", "taken"), [("2018-03-15", False), ("2018-03-16", True), ("2018-03-17", True)]
    )
    def test_a_tier_1_may_stand_under_another_once_its_city_partners_are_gone(
        self, day: str, taken: bool
    ):
        held = """a is partner from 2017-04-01
        b is partner from 2017-04-01
        t2 is partner from 2017-04-01
        b under a as city from 2017-05-01 to 2018-03-16
        """
        found = admitted(f"a under t2 as city from {day}\n", held)
        assert (found == ()) == taken
        found = admitted(f"p under b as city from {day}\np is partner from 2017-04-01\n", held)
        assert {each.refusal.code for each in found} <= {Code.DEPTH_EXCEEDED, Code.NOT_A_PARTNER}

    def test_of_two_incoming_tier_links_the_one_that_makes_it_too_deep_is_refused(self):
        text = """t2 under p3 as city from 2018-03-01
        p3 under t3 as city from 2018-03-01
        t3 is partner from 2018-01-01
        """
        assert refused(text).fact.id == "tier:p3:t3:2018-03-01"
        lines = text.splitlines(keepends=True)
        assert refused(lines[1] + lines[0] + lines[2]).fact.id == "tier:t2:p3:2018-03-01"

    @pytest.mark.parametrize(
        ("city", "tier1", "path"), [("d0", "t2", "city"), ("p3", "d0", "tier1")]
    )
    def test_i3_both_have_standing_when_it_begins(self, city: str, tier1: str, path: str):
        text = f"{city} under {tier1} as city from 2018-03-01\n"
        assert code(text) == (Code.NOT_A_PARTNER, path, "CA 2.1.2")

    @pytest.mark.parametrize(("day", "taken"), [("2017-03-31", False), ("2017-04-01", True)])
    def test_i3_from_the_first_day_of_standing(self, day: str, taken: bool):
        assert (admitted(f"p3 under t2 as city from {day}\n") == ()) == taken

    def test_i2_no_partner_is_its_own_tier_1(self):
        assert code("p3 under p3 as city from 2018-03-01\n")[0] is Code.CYCLE

    def test_s49_it_holds_at_least_a_day(self):
        text = "p3 under t2 as city from 2018-03-01 to 2018-03-01\n"
        assert code(text) == (Code.EMPTY_INTERVAL, "validTo", None)

    def test_both_accounts_must_be_there(self):
        world = replace(parse("x under t2 as city from 2018-03-01\n"), accounts=())
        (found,) = check(existing(), world)
        assert (found.refusal.code, found.refusal.path) == (Code.ACCOUNT_UNKNOWN, "city")

    def test_r116_a_move_is_a_release_and_a_new_entry(self):
        held = without(HIERARCHY, "c1 ")
        held += """c1 is partner from 2018-01-05 to 2018-03-16
        c1 under t1 as city from 2018-01-05 to 2018-03-16
        """
        entry = "c1 is partner from 2018-04-01\nc1 under t2 as city from 2018-04-01\n"
        assert admitted(entry, held) == ()
        assert code("c1 under t2 as city from 2018-04-01\n", held)[0] is Code.NOT_A_PARTNER


class TestStandings:
    def test_an_account_has_one_standing_at_a_time(self):
        text = "p3 is partner from 2018-03-01\n"
        assert code(text) == (Code.ALREADY_STANDING, "validFrom", "FA 3.3.2")

    def test_one_may_begin_when_the_other_ends(self):
        held = without(HIERARCHY, "p3 is") + "p3 is partner from 2017-04-01 to 2018-03-01\n"
        assert admitted("p3 is partner from 2018-03-01\n", held) == ()
        assert code("p3 is partner from 2018-02-28\n", held)[0] is Code.ALREADY_STANDING

    def test_a_standing_that_a_release_took_is_none_to_be_beside(self):
        held = (
            without(HIERARCHY, "c1 under") + "c1 under t1 as city from 2018-01-05 to 2018-03-16\n"
        )
        assert admitted("c1 is partner from 2018-03-16\n", held) == ()
        assert code("c1 is partner from 2018-03-15\n", held)[0] is Code.ALREADY_STANDING

    @pytest.mark.parametrize(
        ("span", "taken"),
        [("2018-01-01 to 2018-01-10", True), ("2018-01-01 to 2018-01-11", False)],
    )
    def test_i15_a_customer_account_is_no_partner(self, span: str, taken: bool):
        text = f"u3 is partner from {span}\n"
        if taken:
            assert admitted(text) == ()
        else:
            assert code(text) == (Code.ACCOUNT_IS_PARTNER, "account", "FA 3.4.1.4")

    def test_aliyun_is_no_partner_of_its_own(self):
        assert code("aliyun is partner from 2018-03-01\n")[0] is Code.CYCLE

    def test_s49_it_holds_at_least_a_day(self):
        text = "d0 is partner from 2018-03-01 to 2018-03-01\n"
        assert code(text) == (Code.EMPTY_INTERVAL, "validTo", None)

    def test_its_account_must_be_there(self):
        world = replace(parse("x is partner from 2018-03-01\n"), accounts=())
        (found,) = check(existing(), world)
        assert (found.refusal.code, found.refusal.path) == (Code.ACCOUNT_UNKNOWN, "account")


class TestReplaced:
    """A fact with the id of one that is there is judged in its place."""

    def test_a_corrected_end_is_not_beside_itself(self):
        text = "u3 under c1 as agency from 2018-01-10 to 2018-03-01\n"
        assert admitted(text) == ()

    def test_it_frees_the_place_for_another_in_the_same_file(self):
        text = "u3 under c1 as agency from 2018-01-10 to 2018-03-01\n"
        assert admitted(f"{text}u3 under p3 as agency from 2018-03-01\n") == ()

    def test_a_corrected_tier_link_and_standing_too(self):
        text = """c1 under t1 as city from 2018-01-05 to 2018-03-16
        c1 is partner from 2018-01-05 to 2018-03-16
        """
        assert admitted(text) == ()

    def test_versions_that_were_superseded_are_not_judged(self):
        text = "u3 under p3 as agency from 2018-03-01 known until 2018-04-01\n"
        assert admitted(text) == ()
        held = f"{HIERARCHY}d0 under p3 as agency from 2018-03-01 known until 2018-04-01\n"
        assert admitted("d0 under t2 as agency from 2018-03-01\n", held) == ()


class TestRest:
    def test_the_worked_example_is_taken_in_whole(self):
        for text in (HIERARCHY, without(HIERARCHY, "u")):
            only_aliyun = Existing(parties=frozenset())
            assert check(only_aliyun, parse(text)) == ()

    def test_what_hangs_from_something_may_come_in_any_order(self):
        lines = [line for line in HIERARCHY.splitlines() if line and line[0] != "#"]
        assert check(Existing(), parse("\n".join(reversed(lines)))) == ()

    def test_an_account_needs_its_owner(self):
        world = World(accounts=(Account(id=FactId("x"), owner=PartyId("nobody")),))
        (found,) = check(existing(), world)
        assert (found.refusal.code, found.refusal.path) == (Code.PARTY_UNKNOWN, "owner")
        assert "'nobody'" in found.refusal.message
        owned = World(accounts=(Account(id=FactId("x"), owner=PartyId(ALIYUN)),))
        assert check(existing(), owned) == ()

    @pytest.mark.parametrize("state", ["frozen", "converted", "closed"])
    def test_a_condition_needs_an_account_and_a_day(self, state: str):
        assert admitted(f"u4 {state} from 2018-03-01\n") == ()
        empty = f"u4 {state} from 2018-03-01 to 2018-03-01\n"
        assert code(empty) == (Code.EMPTY_INTERVAL, "validTo", None)
        world = replace(parse(f"x {state} from 2018-03-01\n"), accounts=())
        (found,) = check(existing(), world)
        assert found.refusal.code is Code.ACCOUNT_UNKNOWN

    def test_a_fact_that_is_refused_holds_no_place(self):
        text = """d0 under u1 as agency from 2018-03-01
        d0 under p3 as agency from 2018-03-01
        """
        assert refused(text).fact.id == "link:d0:u1:2018-03-01"

    def test_an_account_that_comes_with_its_payment_is_there(self):
        payment = Payment(
            id=FactId("p"), account=parse("x paid 1 at 2018-03-01T00:00:00\n").accounts[0].uid,
            paid_at=at("2018-03-01"), fen=Fen(100),
        )  # fmt: skip
        assert check(existing(), World(payments=(payment,)))[0].refusal.code is Code.ACCOUNT_UNKNOWN
        account = Account(id=FactId("x"), owner=PartyId("t1"))
        assert check(existing(), World(accounts=(account,), payments=(payment,))) == ()
