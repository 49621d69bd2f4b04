"""A schedule of fees as a file: what it says, and each way in which it can't be (R30, R31)."""

import re
from datetime import date
from typing import Any

import msgspec
import pytest

from graph.model import Fen, Month
from graph.rules.fees import ScheduleInvalid, read, sample
from graph.rules.fees.schedule import Schedule

TIER = {"from": "10000.00", "basisPoints": 1000}
TABLE = {"from": "2018-01", "to": "2018-04", "source": "A", "tiers": [TIER]}
NEXT = {"from": "2018-04", "to": None, "source": "B", "tiers": [{"from": "0", "basisPoints": 1}]}
GOOD: dict[str, Any] = {
    "name": "ours",
    "sample": False,
    "remark": {"zh": "公告", "en": "By announcement."},
    "tables": [TABLE, NEXT],
}


def made(**other: object) -> Schedule:
    return read(msgspec.json.encode(GOOD | other), "ours.json")


def tables(*rows: object) -> dict[str, object]:
    return {"tables": list(rows)}


def tiers(*rows: object) -> dict[str, object]:
    return tables(TABLE | {"tiers": list(rows)})


def announced(*rows: object) -> dict[str, object]:
    return {"announcements": list(rows)}


def test_the_one_that_is_shipped_is_labelled_a_sample():
    shipped = sample()
    assert (shipped.name, shipped.sample) == ("sample", True)
    assert "not from the contracts" in shipped.remark.en
    (table,) = shipped.tables
    assert (table.start, table.end) == (Month(2017, 4), None)
    assert [(tier.start, tier.basis_points) for tier in table.tiers] == [(10_000_00, 1_000)]
    assert sample() is shipped


@pytest.mark.parametrize(
    ("month", "source"),
    [("2017-12", None), ("2018-01", "A"), ("2018-03", "A"), ("2018-04", "B"), ("9999-12", "B")],
)
def test_a_table_holds_from_its_first_month_to_the_one_before_its_last(
    month: str, source: str | None
):
    table = made().table(Month.parse(month))
    assert (table and table.source) == source
    assert "2018-01" not in made().tables[0]


def test_what_is_left_out_is_empty():
    found = made()
    assert (found.announcements, found.commission, found.discounted) == ((), None, frozenset())


def test_announcements_commission_and_discount_are_read():
    found = made(
        announcements=[
            {"from": "2018-01-01", "source": "A", "notEligible": ["disk"]},
            {"from": "2018-02-01", "source": "B", "eligible": ["disk"]},
        ],
        commission={"products": ["market"], "tables": [NEXT], "cityPartnersToTier1": True},
        discount={"products": ["mail"]},
    )
    last = found.announced("disk", date(2018, 2, 1))
    assert last is not None
    assert last.source == "B"
    assert found.announced(None, date(2018, 2, 1)) is None
    assert found.commission is not None
    assert found.commission.city_partners_to_tier1
    assert found.discounted == {"mail"}


def test_a_rate_of_the_whole_and_one_of_nothing_can_be():
    found = made(
        **tiers({"from": "0", "basisPoints": 0}, {"from": "0.01", "basisPoints": 10_000})
    ).tables[0]
    assert [tier.of(Fen(333)) for tier in found.tiers] == [0, 333]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (tables(), "`$.tables`: expected at least one rate table, got []"),
        (tiers(), "`$.tables[0].tiers`: expected at least one tier, got []"),
        (
            tables(TABLE, NEXT | {"from": "2018-05"}),
            "`$.tables[1].from`: expected 2018-04, without a hole, got '2018-05'",
        ),
        (
            tables(TABLE, NEXT | {"from": "2018-03"}),
            (
                "`$.tables[1].from`: expected no overlap with the table before it, whose `to` is "
                "2018-04, got '2018-03'"
            ),
        ),
        (
            tables(TABLE | {"to": None}, NEXT),
            "`$.tables[1].from`: expected no overlap with the table before it, whose `to` is null",
        ),
        (
            tables(TABLE | {"to": "2018-01"}),
            "`$.tables[0].to`: expected a month after 2018-01, the first one outside",
        ),
        (
            tables(TABLE | {"from": "2018-13"}),
            "`$.tables[0].from`: expected a month as YYYY-MM, got '2018-13'",
        ),
        (
            tables(TABLE | {"to": "soon"}),
            "`$.tables[0].to`: expected a month as YYYY-MM, got 'soon'",
        ),
        (
            tiers(TIER, TIER),
            "`$.tables[0].tiers[1].from`: expected more than 10000.00, the tier before it",
        ),
        (
            tiers(TIER, TIER | {"from": "9999.99"}),
            "`$.tables[0].tiers[1].from`: expected more than 10000.00, the tier before it",
        ),
        (
            tiers(TIER | {"basisPoints": -1}),
            (
                "`$.tables[0].tiers[0].basisPoints`: expected a rate from 0 to 10000 basis points, "
                "got -1"
            ),
        ),
        (
            tiers(TIER | {"basisPoints": 10_001}),
            "`$.tables[0].tiers[0].basisPoints`: expected a rate from 0 to 10000 basis points",
        ),
        (
            tiers(TIER | {"from": "-0.01"}),
            "`$.tables[0].tiers[0].from`: expected an amount in yuan from 0.00 on, got '-0.01'",
        ),
        (
            tiers(TIER | {"from": "1e4"}),
            "`$.tables[0].tiers[0].from`: expected an amount in yuan from 0.00 on, got '1e4'",
        ),
        (tiers(TIER | {"rate": 1}), "Object contains unknown field `rate` - at `$.tables[0]."),
        ({"tabels": []}, "Object contains unknown field `tabels`"),
        (
            announced({"from": "2018-01-01", "source": "A", "eligble": []}),
            "Object contains unknown field `eligble` - at `$.announcements[0]`",
        ),
        (
            announced({"from": "2018-01-01", "source": "A"}, {"from": "2018-01-01", "source": "B"}),
            "`$.announcements[1].from`: expected a day after 2018-01-01, the announcement before",
        ),
        (
            announced(
                {
                    "from": "2018-01-01",
                    "source": "A",
                    "eligible": ["disk"],
                    "notEligible": ["mail", "disk"],
                }
            ),
            "`$.announcements[0]`: expected each product in one of the two lists, got 'disk'",
        ),
        (
            announced({"from": "2018-01-01", "source": "A", "notEligible": ["disk", " mail"]}),
            "`$.announcements[0].notEligible[1]`: expected a product's name without blanks",
        ),
        ({"discount": {"products": [""]}}, "`$.discount.products[0]`: expected a product's name"),
        (
            {"commission": {"products": ["market"], "tables": []}},
            "`$.commission.tables`: expected at least one rate table",
        ),
        ({"tables": None}, "Expected `array`, got `null` - at `$.tables`"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(wrong: dict[str, object], said: str):
    with pytest.raises(ScheduleInvalid, match=re.escape(said)) as caught:
        made(**wrong)
    assert str(caught.value).startswith("ours.json: ")


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff"])
def test_what_is_no_json_is_refused(text: bytes):
    with pytest.raises(ScheduleInvalid, match="expected a schedule of fees in JSON, but: "):
        read(text, "ours.json")
