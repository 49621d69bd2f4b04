"""`gateway calendar`: a year that an installed gateway learns, and what is no year."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gateway.calendars import learn
from gateway.cli import main
from gateway.settings import Settings
from graph.calendar import CalendarMisprint, look_in

NUMBER = "国办发明电〔2026〕9号"
YEAR: dict[str, Any] = {
    "year": 2027,
    "notices": [{"number": NUMBER, "title": "invented", "date": "2026-11-03"}],
    "holidays": [
        {"from": "2027-01-01", "to": "2027-01-03", "zh": "元旦", "en": "New Year", "notice": NUMBER}
    ],
    "makeUpDays": [{"day": "2027-01-09", "notice": NUMBER}],
}

Calendar = Callable[..., Result]


@pytest.fixture
def calendar(tmp_path: Path) -> Iterator[Calendar]:
    """Runs `gateway calendar` with a folder of years that is not there at first."""
    settings = {"GATEWAY_CALENDARS": str(tmp_path / "years")}

    def run(*words: object) -> Result:
        return CliRunner(env=settings).invoke(main, ["calendar", *(str(word) for word in words)])

    yield run
    look_in()


def file(folder: Path, **changes: object) -> Path:
    """A file of the year 2027, with some of it otherwise."""
    path = folder / "new.json"
    path.write_text(json.dumps(YEAR | changes, ensure_ascii=False), "utf-8")
    return path


def test_a_year_is_added_listed_and_shown(calendar: Calendar, tmp_path: Path):
    unknown = calendar("show", 2027)
    assert unknown.exit_code == 1
    assert "add it with `gateway calendar add 2027.json` [CALENDAR_NOT_PUBLISHED]" in unknown.stderr
    done = calendar("add", file(tmp_path))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"2027 is added: {tmp_path}/years/2027.json\n"
    assert calendar("add", file(tmp_path)).stdout == (
        "Nothing changed: 2027 is known so already.\n"
    )
    listed = calendar("list").stdout.splitlines()
    assert listed[0].split() == ["year", "days", "off", "make-up", "days", "notices", "file"]
    assert listed[-1].split() == ["2027", "3", "1", NUMBER, f"{tmp_path}/years/2027.json"]
    assert "comes with the gateway" in listed[-2]
    assert calendar("show", 2027).stdout.splitlines() == [
        f"{NUMBER}  2026-11-03  invented",
        f"off      2027-01-01 to 2027-01-03  元旦  New Year  {NUMBER}",
        f"working  2027-01-09  {NUMBER}",
    ]


def test_a_year_that_is_known_otherwise_is_replaced_only_when_asked(
    calendar: Calendar, tmp_path: Path
):
    assert calendar("add", file(tmp_path)).exit_code == 0
    other = file(tmp_path, makeUpDays=[])
    refused = calendar("add", other)
    assert refused.exit_code == 1
    assert f"2027 has another calendar already, in {tmp_path}/years/2027.json" in refused.stderr
    assert "working" in calendar("show", 2027).stdout
    assert calendar("add", other, "--replace").exit_code == 0
    assert "working" not in calendar("show", 2027).stdout


def test_a_year_that_comes_with_the_gateway_may_be_replaced(calendar: Calendar, tmp_path: Path):
    shipped = json.loads(Path("graph/calendar/2026.json").read_text("utf-8"))
    path = tmp_path / "new.json"
    late = {"number": NUMBER, "title": "invented", "date": "2026-11-03"}
    day = {"day": "2026-12-26", "notice": NUMBER}
    shipped["notices"].append(late)
    shipped["makeUpDays"].append(day)
    path.write_text(json.dumps(shipped), "utf-8")
    assert calendar("add", path).exit_code == 1
    assert calendar("add", path, "--replace").exit_code == 0
    assert f"working  2026-12-26  {NUMBER}" in calendar("show", 2026).stdout


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"holidays": []}, "new.json: expected the holidays of a year, found none"),
        ({"makeUpDays": [{"day": "2027-01-08", "notice": NUMBER}]}, "is no Saturday or Sunday"),
        ({"days": 3}, "unknown field `days`"),
    ],
)
def test_a_file_that_is_no_calendar_is_told(
    calendar: Calendar, tmp_path: Path, changes: dict[str, object], said: str
):
    done = calendar("add", file(tmp_path, **changes))
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "years").exists()
    assert "No such file" in calendar("add", tmp_path / "none.json").stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [("next.json", "expected a year as the name"), ("2028.json", "expected year 2028, found 2027")],
)
def test_a_folder_with_a_file_that_is_no_year_is_told(tmp_path: Path, name: str, said: str):
    file(tmp_path).rename(tmp_path / name)
    with pytest.raises(CalendarMisprint, match=said):
        learn(Settings(calendars=str(tmp_path)))
