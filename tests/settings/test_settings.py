"""Settings: one table, read strictly, and the password stays where it is."""

from pathlib import Path

import pytest

from gateway.settings import SettingInvalid, Settings, table


def test_options_overrule_the_environment_and_the_environment_the_defaults():
    read = Settings.read(
        {"GATEWAY_PORT": "81", "GATEWAY_HOST": "::1"}, {"port": "82", "host": None}
    )
    assert (read.port, read.host, read.store) == (82, "::1", "data")


def test_variables_of_others_and_of_the_tests_are_left_alone():
    assert Settings.read({"PORT": "x", "GATEWAY_TEST_NEO4J_URI": "bolt://x"}) == Settings()


def test_the_password_is_the_one_given_or_the_one_in_the_file(tmp_path: Path):
    file = tmp_path / "password"
    file.write_text("from file\n", "utf-8")
    assert Settings().password is None
    assert Settings(store_password_file=str(file)).password == "from file"
    assert Settings(store_password="given", store_password_file=str(file)).password == "given"


def test_a_password_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(SettingInvalid, match="GATEWAY_STORE_PASSWORD_FILE"):
        _ = Settings(store_password_file=str(tmp_path / "none")).password


def test_the_password_is_not_shown_with_the_settings():
    shown = repr(Settings(store_password="hunter2", port=81))
    assert "hunter2" not in shown
    assert "'port': 81" in shown


def test_every_setting_has_a_meaning_and_a_default():
    assert len(table()) == len(Settings.__struct_fields__)
    assert all(each.meaning and each.default for each in table())
