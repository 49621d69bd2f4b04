"""Settings from a file: overruled by environment and options, and read as strictly as they are."""

from pathlib import Path

import pytest

from gateway.settings import SettingInvalid, Settings, Source, sources


def written(folder: Path, text: str) -> str:
    file = folder / "gateway.toml"
    file.write_text(text, "utf-8")
    return str(file)


def test_options_overrule_the_environment_the_environment_the_file_the_file_the_defaults(
    tmp_path: Path,
):
    file = written(tmp_path, 'port = 81\nhost = "::1"\nmax_depth = 5\nscheduler = false\n')
    environment = {"GATEWAY_CONFIG": file, "GATEWAY_PORT": "82", "GATEWAY_HOST": "127.0.0.2"}
    options = {"port": "83", "store": None}
    read = Settings.read(environment, options)
    assert (read.port, read.host, read.max_depth, read.scheduler) == (83, "127.0.0.2", 5, "off")
    found = sources(environment, options)
    assert found["port"] is Source.OPTION
    assert found["host"] is found["config"] is Source.ENVIRONMENT
    assert found["max_depth"] is Source.FILE
    assert found["store"] is Source.DEFAULT


def test_the_file_of_an_option_is_read_instead_of_that_of_the_environment(tmp_path: Path):
    file = written(tmp_path, "port = 81")
    assert Settings.read({"GATEWAY_CONFIG": "none"}, {"config": file}).port == 81


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("prot = 81", "prot in .* is no setting; did you mean port?"),
        ("x = 1", "x in .* is no setting; docs/running.md lists all settings"),
        ('config = "other.toml"', "config in .* is no setting"),
        ('store_password = "hunter2"', "is a secret.*; give it as GATEWAY_STORE_PASSWORD"),
        ("[store]\nheap = 1", "store in .* is .*, expected one text or number"),
        ("port = 70000", "port is '70000', expected a whole number from 0 to 65535"),
        ("store = 5", "store is '5', expected a text"),
        ("port = ", "expected a TOML file of settings such as port = 8080 at .*, but: "),
    ],
)
def test_what_cannot_be_in_a_file_is_told(tmp_path: Path, text: str, told: str):
    with pytest.raises(SettingInvalid, match=told) as raised:
        Settings.read({}, {"config": written(tmp_path, text)})
    assert "hunter2" not in str(raised.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(SettingInvalid, match="No such file"):
        Settings.read({}, {"config": str(tmp_path / "none.toml")})


def test_a_wrong_value_is_told_by_the_name_it_was_given_under():
    with pytest.raises(SettingInvalid, match=r"^--port is '-1', expected a whole number"):
        Settings.read({}, {"port": "-1"})
    with pytest.raises(SettingInvalid, match=r"^GATEWAY_PORT is 'x', expected a whole number"):
        Settings.read({"GATEWAY_PORT": "x"})
