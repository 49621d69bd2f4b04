"""What is refused of agreements, authorisations, violations and notices (R07, R16, R73–R79)."""

import pytest
from msgspec.structs import replace

from graph.ladder import parse
from graph.model import World
from graph.rules.admission import check
from graph.rules.refusal import Code
from tests.rules.admitted import admitted, code, existing

SIGNED = "c1 signed FA on 2018-01-05"
CHARGED = "c1 violated MR 6.2.7.3 as class 2 reported 2018-02-05"
TOLD = "c1 was notified of breach on 2018-02-12"


def unnamed(text: str) -> list[tuple[Code, str]]:
    """What is refused of a text when nobody it names is there."""
    world = replace(parse(text), accounts=(), parties=())
    return [(each.refusal.code, each.refusal.path) for each in check(existing(), world)]


class TestAgreements:
    @pytest.mark.parametrize(
        "line",
        [
            SIGNED,
            f"{SIGNED} sealed 2018-01-08 term to 2018-03-31 renewal agreed 2018-03-10",
            "c1 signed FA sealed 2018-01-08",
            "c1 signed FA in force from 2018-01-08",
            f"{SIGNED} term to 2018-01-05",
            f"{SIGNED} total 1.00",
        ],
    )
    def test_one_that_holds_a_day_and_ends_after_it_begins_is_taken(self, line: str):
        assert admitted(line) == ()

    def test_its_party_must_be_there(self):
        assert unnamed("x signed FA on 2018-01-05") == [(Code.PARTY_UNKNOWN, "party")]

    def test_one_without_a_day_is_never_in_force(self):
        assert code("c1 signed FA term to 2018-03-31") == (
            Code.DAY_MISSING,
            "signedOn",
            "FA 2.1.11",
        )

    @pytest.mark.parametrize(
        ("line", "path"),
        [
            (f"{SIGNED} term to 2018-01-04", "termEnd"),
            ("c1 signed FA sealed 2018-01-05 term to 2018-01-04", "termEnd"),
            ("c1 signed FA in force from 2018-01-05 term to 2018-01-04", "termEnd"),
            (f"{SIGNED} ended 2018-01-04", "endedOn"),
            (f"{SIGNED} sealed 2018-02-01 ended 2018-01-20", "endedOn"),
            ("c1 signed FA in force from 2018-01-05 ended 2018-01-04", "endedOn"),
        ],
    )
    def test_no_end_comes_before_signature_seal_or_start(self, line: str, path: str):
        assert code(line) == (Code.OUT_OF_ORDER, path, "FA 3.2.1")

    def test_a_total_is_positive(self):
        assert code(f"{SIGNED} total 0.00")[:2] == (Code.AMOUNT_NOT_POSITIVE, "fen")

    @pytest.mark.parametrize("first", ["", "c2 signed FA on 2017-06-01 as fa0\n"])
    def test_one_that_replaces_another_is_of_the_same_party(self, first: str):
        text = f"{first}{SIGNED} replacing fa0 as fa1\n"
        assert code(text) == (Code.AGREEMENT_UNKNOWN, "replaces", "FA 10.2.2")
        assert admitted(f"c1 signed FA on 2017-01-05 as fa0\n{SIGNED} replacing fa0 as fa1") == ()
        assert code(f"{SIGNED} replacing fa1 as fa1\n")[0] is Code.AGREEMENT_UNKNOWN


class TestAuthorisations:
    def test_a_customer_authorises_a_partner(self):
        assert admitted("u3 lets c2 transfer from 2018-03-01 to 2018-03-02") == ()

    def test_one_without_a_day_is_refused(self):
        text = "u3 lets c2 transfer from 2018-03-01 to 2018-03-01"
        assert code(text) == (Code.EMPTY_INTERVAL, "validTo", None)

    def test_both_accounts_must_be_there_and_be_two(self):
        line = "{} lets {} pay from 2018-03-01"
        assert unnamed(line.format("x", "c1")) == [(Code.ACCOUNT_UNKNOWN, "account")]
        assert unnamed(line.format("u3", "x")) == [(Code.ACCOUNT_UNKNOWN, "partner")]
        assert code(line.format("u3", "u3")) == (Code.CYCLE, "partner", "FA 3.4.2.4")


class TestViolations:
    @pytest.mark.parametrize(
        "line",
        [
            f"{CHARGED} noticed 2018-02-07 replied 2018-02-08 established 2018-02-08",
            f"{CHARGED} established 2018-02-05 counted 2018-02-05",
            "c1 violated MR 6.1/forgery as class 1 decided 2018-02-05",
            'c1 violated MR 6.1 as class 1 decided 2018-02-05 in words "sold its seal"',
            "c1 violated MR 6.2.7.3 as class 2 reported 2018-02-05 by c2 evidence photographs",
        ],
    )
    def test_one_of_the_catalogue_with_its_steps_in_order_is_taken(self, line: str):
        assert admitted(line) == ()

    def test_whom_it_names_must_be_there(self):
        line = "c1 violated MR 6.2.7.3 as class 2 reported 2018-02-05"
        assert unnamed(line.replace("c1", "x")) == [(Code.PARTY_UNKNOWN, "party")]
        assert unnamed(f"{line} by x evidence y") == [(Code.PARTY_UNKNOWN, "reportedBy")]
        assert code(f"{line} causing o9") == (Code.OBLIGATION_UNKNOWN, "obligation", None)

    def test_it_may_cause_a_debt_that_comes_with_it(self):
        text = f"{CHARGED} causing o1\nu3 owes 1.00 since 2018-02-05 for partner breach as o1"
        assert admitted(text) == ()

    @pytest.mark.parametrize("clause", ["MR 6.2.1", "MR 7.1.1", "MR 6.2.99"])
    def test_an_act_that_is_not_listed_is_none(self, clause: str):
        line = f"c1 violated {clause} as class 2 reported 2018-02-05"
        assert code(line) == (Code.UNKNOWN_CLAUSE, "clause", "MR 6.2")

    def test_its_class_is_one_that_the_act_may_have(self):
        grave = "c1 violated MR 6.1/forgery as class 2 reported 2018-02-05"
        assert code(grave) == (Code.CLASS_MISMATCH, "rank", "MR 6.1")
        light = "c1 violated MR 6.2.7.3 as class 1 reported 2018-02-05"
        assert code(light)[:2] == (Code.CLASS_MISMATCH, "rank")

    def test_an_act_without_a_code_is_put_in_words(self):
        line = "c1 violated MR 6.1 as class 1 reported 2018-02-05"
        assert code(line) == (Code.DESCRIPTION_MISSING, "words", "MR 6.1")

    def test_a_report_of_another_partner_comes_with_evidence(self):
        assert code(f"{CHARGED} by c2") == (Code.PROOF_MISSING, "evidence", "MR 6.4.3")

    def test_one_without_a_day_is_refused(self):
        line = "c1 violated MR 6.2.7.3 as class 2 established"
        assert code(line) == (Code.DAY_MISSING, "actedOn", "MR 6.4.1")

    @pytest.mark.parametrize(
        ("steps", "path"),
        [
            ("acted 2018-02-06", "reportedOn"),
            ("replied 2018-02-08", "repliedOn"),
            ("noticed 2018-02-07 replied 2018-02-06", "repliedOn"),
            ("established 2018-02-04", "decidedOn"),
        ],
    )
    def test_no_step_comes_before_the_one_it_follows(self, steps: str, path: str):
        assert code(f"{CHARGED} {steps}") == (Code.OUT_OF_ORDER, path, "MR 6.4.1")

    @pytest.mark.parametrize(
        ("step", "path"),
        [("noticed", "noticedOn"), ("established", "decidedOn"), ("counted", "countedOn")],
    )
    def test_no_step_comes_before_the_act(self, step: str, path: str):
        line = "c1 violated MR 6.2.7.3 as class 2 acted 2018-02-05"
        assert admitted(f"{line} {step} 2018-02-05") == ()
        assert code(f"{line} {step} 2018-02-04")[:2] == (Code.OUT_OF_ORDER, path)


class TestNotices:
    def test_one_that_is_received_no_earlier_than_sent_is_taken(self):
        assert admitted(f"{TOLD} sent 2018-02-12 amount 1.00 from c2") == ()
        assert admitted("c1 gave notice of end of agreement on 2018-02-12") == ()
        assert code(f"{TOLD} sent 2018-02-13") == (Code.OUT_OF_ORDER, "receivedOn", None)

    def test_whom_it_names_must_be_there(self):
        assert unnamed(TOLD.replace("c1", "x")) == [(Code.PARTY_UNKNOWN, "party")]
        assert unnamed(f"{TOLD} from x") == [(Code.PARTY_UNKNOWN, "sender")]

    def test_an_amount_in_it_is_positive(self):
        assert code(f"{TOLD} amount -1.00")[:2] == (Code.AMOUNT_NOT_POSITIVE, "fen")


def test_a_note_is_always_taken_and_an_old_version_is_not_judged():
    assert admitted("nobody has note x") == ()
    old = parse(f"{SIGNED} term to 2018-01-01 known until 2018-02-01")
    assert check(existing(), World(agreements=old.agreements)) == ()
