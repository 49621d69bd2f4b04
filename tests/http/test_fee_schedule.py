"""The schedule of service fees that a process is started with (R30, MR 5.1.3)."""

from pathlib import Path

import pytest

from gateway.app import application
from gateway.schedule import fee_schedule
from gateway.settings import SettingInvalid, Settings
from graph.rules.fees import sample
from graph.store.engine import Engine

OURS = """{"name": "ours", "sample": false, "remark": {"zh": "公告", "en": "Announced."},
"tables": [{"from": "2018-01", "source": "A", "tiers": [{"from": "%s", "basisPoints": 1}]}]}"""


def settings(folder: Path, text: str) -> Settings:
    file = folder / "fees.json"
    file.write_text(text, "utf-8")
    return Settings(fee_schedule=str(file))


def test_without_the_setting_it_is_the_labelled_sample():
    assert fee_schedule(Settings()) is sample()


def test_with_it_what_stands_in_the_file(tmp_path: Path):
    found = fee_schedule(settings(tmp_path, OURS % "1.00"))
    assert (found.name, found.sample) == ("ours", False)


def test_a_file_that_is_no_schedule_is_refused_with_its_place(tmp_path: Path):
    with pytest.raises(SettingInvalid) as caught:
        fee_schedule(settings(tmp_path, OURS % "a lot"))
    assert "`$.tables[0].tiers[0].from`: expected an amount in yuan" in str(caught.value)
    assert "correct GATEWAY_FEE_SCHEDULE" in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(SettingInvalid, match="GATEWAY_FEE_SCHEDULE"):
        fee_schedule(Settings(fee_schedule=str(tmp_path / "none.json")))


def test_a_gateway_does_not_start_with_a_wrong_one(tmp_path: Path, session_embedded: Engine):
    with pytest.raises(SettingInvalid):
        application(settings(tmp_path, "{}"), session_embedded)
