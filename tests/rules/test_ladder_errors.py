"""What is said of a text that is not a ladder."""

import pytest

from graph.ladder import LadderError, parse
from graph.model.ids import MAX_ID

DAY = "a day as YYYY-MM-DD, for example 2018-03-16"
TIME = "a day and time as YYYY-MM-DDTHH:MM:SS, for example 2018-03-15T23:59:59"
AMOUNT = "an amount in yuan with at most two decimals, for example 12000.00"
LARGEST = "the largest is 90071992547409.92"
CLOCK = "a time from 00:00:00 to 23:59:59"
MONTH = "day is out of range for month"
NEXT = "24:00 is 00:00:00 of the next day"
CAUSE = 'a cause in quotation marks, for example "North 4"'
CLAUSE = "a clause by label and number, for example MR 6.2.7.3"
SIGNED = "`FA`, `CA`, `MR`, `IP` or `termination`"
MONTHS = "a month as YYYY-MM, for example 2018-03"
QUARTER = "a quarter as YYYY-QN, for example 2018-Q1"
ACTS = "`manage`, `transfer`, `pay`, `refund` or `change data`"
REQUESTS = "`entry`, `detachment`, `move`, `exit` or `conversion`"
FEES = "`notified`, `invoiced`, `invoice rejected`, `paid`, `disputed` or `forfeited`"
NOTICES = (
    "`end of agreement`, `breach`, `termination`, `standing end`, `top up`, `violation`, "
    "`customer request`, `rule change`, `force majeure`, `policy change`, `fee` or `assignment`"
)
SOURCE = 'a source in quotation marks, for example "North 4"'
ESCAPES = r"a text with only the escapes \" \\ \/ \b \f \n \r \t \uXXXX"
CAUSES = "`transaction`, `act`, `dispute`, `partner breach` or `penalty`"
PAPERS = "`signed`, `violated`, `deposited`, `topped up`, `got back`, `lost`"
TOLD = "`was notified of`"
PARTY = (
    f"`is`, `owes`, `mismanaged`, `did not mismanage`, `named`, {PAPERS}, {TOLD} "
    "or `gave notice of`"
)
VERBS = (
    "`is partner`, `under`, `paid`, `settled`, `owes`, `mismanaged`, `did not mismanage`, "
    f"`named`, {PAPERS}, {TOLD}, `gave notice of`, `frozen`, `converted`, `closed`, "
    "`owned by`, `external id`, `lets`, `asked for`, `must`, `reached`, `fee of` or `has note`"
)
TAIL = "`known from`, `known until`, `source`, `recorded by`, `version`"
VIOLATION = (
    "`acted`, `reported`, `noticed`, `replied`, `counted`, `causing`, `in words`, `evidence`, "
    f"{TAIL} or `as`"
)
REQUEST = (
    "`to`, `by`, `on ground`, `linked as`, `approved`, `framework signed`, `city agreement`, "
    "`authorised`, `no dispute`, `confirmed`, `customers settled`, `termination agreed`, "
    "`notice received`, `answered`, `withdrawn`, `granted`, `refused`, `decided`, `effective`, "
    f"`keeping city partners`, `keeping links`, `due`, `executed`, `closed`, {TAIL} or `as`"
)
END = "the end of the line"
UNDER = "acme under east as agency from"


@pytest.mark.parametrize(
    ("line", "column", "expected", "found", "hint"),
    [
        ("acme", 5, VERBS, END, ""),
        ("acme udner east", 6, VERBS, "`udner`", "did you mean `under`?"),
        ("acme is prtner", 9, "`partner`", "`prtner`", "did you mean `partner`?"),
        ("acme did mismanage o1", 10, "`not mismanage`", "`mismanage`", ""),
        ('acme "paid" 1', 6, VERBS, '"paid"', ""),
        ("acme under", 11, "a partner's uid", END, ""),
        (
            "acme under as agency",
            12,
            "a partner's uid",
            "`as`",
            '`as` is a word of the notation; as a name write it "as"',
        ),
        (
            "acme under east as cty",
            20,
            "`city`, `agency` or `resale`",
            "`cty`",
            "did you mean `city`?",
        ),
        (
            "a+b paid 1",
            1,
            "`party` or a name",
            "`a+b`",
            "a name has letters, digits and - _ . : only; write any other in quotation marks",
        ),
        ('party "" is company', 7, "a party's id", '""', f"a name has 1 to {MAX_ID} characters"),
        (
            f"{'a' * 201} paid 1",
            1,
            "`party` or a name",
            f"`{'a' * 201}`",
            f"a name has 1 to {MAX_ID} characters",
        ),
        ("party g frozen", 9, PARTY, "`frozen`", ""),
        ("party g is firm", 12, "`company`, `person` or `aliyun`", "`firm`", ""),
        (f"{UNDER} 2018-02-30", 32, "a day that exists", "`2018-02-30`", MONTH),
        (f"{UNDER} 0001-01-01", 32, "a day from 0001-01-02 on", "`0001-01-01`", ""),
        (f"{UNDER} 2018/3/1", 32, DAY, "`2018/3/1`", "write 2018-03-01"),
        (f"{UNDER} 2018/13/1", 32, DAY, "`2018/13/1`", ""),
        (f"{UNDER} ２０１８-03-01", 32, DAY, "`２０１８-03-01`", "write 2018-03-01"),
        (f"{UNDER} yesterday", 32, DAY, "`yesterday`", ""),
        (f'{UNDER} "2018-03-01"', 32, DAY, '"2018-03-01"', ""),
        (f"{UNDER}", 31, DAY, END, ""),
        (
            f"{UNDER} 2018-03-01 tp 2018-04-01",
            43,
            f"`to`, {TAIL} or `fact`".replace("`to`, `known from`", "`known from`, `to`"),
            "`tp`",
            "did you mean `to`?",
        ),
        (
            f"{UNDER} 2018-03-01 known frm 2018-03-02",
            49,
            "`from` or `until`",
            "`frm`",
            "did you mean `from`?",
        ),
        (
            f"{UNDER} 2018-03-01 known from 2018-03-02 known from 2018-03-03",
            71,
            "`until`",
            "`from`",
            "",
        ),
        (f"{UNDER} 2018-03-01 known from soon", 54, f"a day or {TIME}", "`soon`", ""),
        (f"{UNDER} 2018-03-01 version 0", 51, "a number from 1 on", "`0`", ""),
        (f"{UNDER} 2018-03-01 source", 49, SOURCE, END, ""),
        (f"{UNDER} 2018-03-01 source a+b", 50, SOURCE, "`a+b`", ""),
        ("acme paid 12,000.00", 11, AMOUNT, "`12,000.00`", "write 12000.00"),
        ("acme paid ¥12,000.00", 11, AMOUNT, "`¥12,000.00`", "write 12000.00"),
        ("acme paid 12.5元", 11, AMOUNT, "`12.5元`", "write 12.5"),
        ("acme paid $5.00", 11, AMOUNT, "`$5.00`", "all amounts are in yuan, so convert it"),
        ("acme paid 5EUR", 11, AMOUNT, "`5EUR`", "all amounts are in yuan, so convert it"),
        ("acme paid 5eur", 11, AMOUNT, "`5eur`", ""),
        ("acme paid -90071992547409.93", 11, AMOUNT, "`-90071992547409.93`", LARGEST),
        ("acme paid 90,071,992,547,409.93", 11, AMOUNT, "`90,071,992,547,409.93`", LARGEST),
        ("acme paid １２.００", 11, AMOUNT, "`１２.００`", "write 12.00"),
        ("acme paid 1,2", 11, AMOUNT, "`1,2`", ""),
        ("acme paid 1.005", 11, AMOUNT, "`1.005`", ""),
        ("acme paid １.００５", 11, AMOUNT, "`１.００５`", ""),
        ("acme paid 1e3", 11, AMOUNT, "`1e3`", ""),
        ("acme paid 1 at 2018-03-01", 16, TIME, "`2018-03-01`", "write 2018-03-01T00:00:00"),
        ("acme paid 1 at noon", 16, TIME, "`noon`", ""),
        ("acme paid 1 at 2018-02-29T10:00", 16, "a day that exists", "`2018-02-29T10:00`", MONTH),
        ("acme paid 1 at 2018-03-01T24:00:00", 16, CLOCK, "`2018-03-01T24:00:00`", NEXT),
        ("acme paid 1 at 2018-03-01T10:60:00", 16, CLOCK, "`2018-03-01T10:60:00`", ""),
        ("acme paid 1 at 9999-12-31T23:00:00-08:00", 16, CLOCK, "`9999-12-31T23:00:00-08:00`", ""),
        (
            "acme paid 1 at 2018-03-01T10:00 as p1 as p2",
            39,
            "`with voucher`, `for`, `not eligible`, `used`, `refunding`, "
            + TAIL[:-11]
            + " or `version`",
            "`as`",
            "",
        ),
        ("acme paid 1 at 2018-03-01T10:00 used", 37, f"`from`, `to` or {DAY}", END, ""),
        (
            "acme paid 1 at 2018-03-01T10:00 used 9999-12-31",
            38,
            "a day that has a next one",
            "`9999-12-31`",
            "",
        ),
        ("acme owes 1 on 2018-03-01", 13, "`since` or `from`", "`on`", ""),
        ("acme owes 1 since 2018-03-01 for fun", 34, CAUSES, "`fun`", ""),
        (
            "o1 settled 1 on 2018-03-01 by",
            30,
            "`party` or an account's uid or a party's id",
            END,
            "",
        ),
        (
            "acme signed AF on",
            13,
            "`FA`, `CA`, `MR`, `IP` or `termination`",
            "`AF`",
            "",
        ),
        ("acme signed FA on soon", 19, DAY, "`soon`", ""),
        ("acme signed FA ended", 21, f"`by` or {DAY}", END, ""),
        ("acme signed FA ended by", 24, CAUSE, END, ""),
        ("acme signed FA ended 2018-3-1", 22, DAY, "`2018-3-1`", "write 2018-03-01"),
        ("acme violated 6.2.7.3 as class 2", 23, CLAUSE, "`as`", ""),
        ("acme violated MR 6.1 as class 3", 31, "`1` or `2`", "`3`", ""),
        ("acme violated MR 6.1 as class 1 established dismissed", 45, VIOLATION, "`dismissed`", ""),
        ("acme lost 1 of hope on", 16, "`deposit`, `prepayment` or `fees`", "`hope`", ""),
        ("acme was notified of fees", 22, NOTICES, "`fees`", "did you mean `fee`?"),
        ("acme lets east sleep", 16, ACTS, "`sleep`", ""),
        ("acme asked for leave", 16, REQUESTS, "`leave`", ""),
        (
            "acme asked for move on 2018-03-01 under east",
            35,
            REQUEST,
            "`under`",
            "did you mean `due`?",
        ),
        ("acme must x since 2018-03-01 under FA 8.4.3 for a and", 54, "an account's uid", END, ""),
        ("acme reached -1 of 10 new customers", 14, "a number from 0 on", "`-1`", ""),
        ("acme reached 1 of 2 new customers in 2018", 38, QUARTER, "`2018`", ""),
        (
            "acme fee of 2018-13 paid",
            13,
            "a month as YYYY-MM, for example 2018-03",
            "`2018-13`",
            "",
        ),
        ("acme fee of 2018-03 lost", 21, FEES, "`lost`", ""),
        ("acme has note", 14, 'a note in quotation marks, for example "North 4"', END, ""),
        ("party acme lets x", 12, PARTY, "`lets`", "did you mean `owes` or `lost`?"),
        ('acme named "A', 12, 'a second `"` after this', END, ""),
        ('acme named "\\x"', 12, ESCAPES, '`"\\x"`', ""),
    ],
)
def test_an_error_says_where_what_was_expected_what_stood_there_and_how_to_mend_it(
    line: str, column: int, expected: str, found: str, hint: str
) -> None:
    with pytest.raises(LadderError) as caught:
        parse(f"# one line\n{line}\n", "deeds.ladder")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (2, column)
    assert (problem.expected, problem.found, problem.hint) == (expected, found, hint)
    end = f"; {hint}" if hint else ""
    assert str(caught.value) == f"deeds.ladder:2:{column}: expected {expected}, found {found}{end}"


def test_a_line_on_which_nothing_more_can_follow_says_so() -> None:
    every = "known from 2018-03-01 known until 2018-03-02 source a recorded by b version 1"
    with pytest.raises(LadderError, match="expected the end of the line, found `is`"):
        parse(f'party g is company named "G" {every} is person')


def test_every_line_with_a_problem_is_named_and_twenty_are_printed() -> None:
    text = "acme paid\nacme frozen from 2018-03-01\n" * 25
    with pytest.raises(LadderError) as caught:
        parse(text)
    error = caught.value
    assert [problem.line for problem in error.problems] == list(range(1, 51, 2))
    assert (error.name, error.line) == ("<ladder>", 1)
    assert (error.expected, error.found) == (AMOUNT, END)
    shown = str(error).splitlines()
    assert len(shown) == 21
    assert shown[-1] == "and 5 more lines with a problem"


def test_only_the_first_problem_of_a_line_is_told() -> None:
    later = "acme frozen from 2018-03-05 version 2 known until 2018-03-01"
    with pytest.raises(LadderError) as caught:
        parse(f"acme frozen from 2018-03-05\n{later}")
    assert [problem.line for problem in caught.value.problems] == [2]
