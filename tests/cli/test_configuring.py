"""`gateway config` shows every setting, where it comes from, and no secret."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gateway.cli import main
from gateway.settings import Settings, table

SECRET = "hunter2"


def config(*arguments: str, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, ["config", *arguments])


def test_each_setting_is_shown_with_its_source(tmp_path: Path):
    file = tmp_path / "gateway.toml"
    file.write_text("max_depth = 5", "utf-8")
    shown = config("--port", "81", "--config", str(file), GATEWAY_HOST="::1").output
    assert "\nport = 81  # option\n" in shown
    assert '\nhost = "::1"  # environment\n' in shown
    assert "\nmax_depth = 5  # file\n" in shown
    assert shown.startswith('store = "data"  # default\n')
    assert f'# config = "{file}"  # option\n' in shown
    assert len(shown.splitlines()) == len(table())


def test_no_secret_is_shown():
    store = f"neo4j://neo4j:{SECRET}@host"
    shown = config(GATEWAY_STORE_PASSWORD=SECRET, GATEWAY_STORE=store).output
    assert SECRET not in shown
    assert "# store_password is set, and not shown  # environment" in shown
    assert '# store = "neo4j://…@host"  # environment' in shown


def test_what_is_printed_is_a_file_of_these_settings(tmp_path: Path):
    file = tmp_path / "gateway.toml"
    file.write_text(config(GATEWAY_PORT="81", GATEWAY_SCHEDULER="off").output, "utf-8")
    read = Settings.read({}, {"config": str(file)})
    assert read == Settings(port=81, scheduler="off", config=str(file))


def test_it_can_be_checked_alone():
    done = config("--check", GATEWAY_PORT="81")
    assert done.output.startswith("In order: 1 of ")
    for wrong in ({"GATEWAY_PROT": "1"}, {"GATEWAY_FEE_SCHEDULE": "none.json"}):
        refused = config("--check", **wrong)
        assert refused.exit_code == 2
        assert "[SETTING_INVALID]" in refused.output


NAMED = (
    "GATEWAY_STORE_PASSWORD_FILE",
    "GATEWAY_CACHE_PASSWORD_FILE",
    "GATEWAY_FEE_SCHEDULE",
    "GATEWAY_TRUSTED_DOCUMENTS",
    "GATEWAY_TLS_CERT",
    "GATEWAY_JWT_JWKS",
)
"""Settings that name files."""

MORE = {
    "GATEWAY_CACHE": "redis://cache:6379/0",
    "GATEWAY_JWT_ISSUER": "https://issuer.example",
    "GATEWAY_JWT_AUDIENCE": "gateway",
}


@pytest.mark.parametrize("what", ["nothing", "no text", "a folder"])
def test_every_file_that_a_setting_names_is_looked_at(tmp_path: Path, what: str):
    file = tmp_path / "file"
    if what == "a folder":
        file.mkdir()
    elif what == "no text":
        file.write_bytes(b"\xff\xfe\x00")
    refused = config("--check", **dict.fromkeys(NAMED, str(file)), **MORE)
    assert refused.exit_code == 2
    assert isinstance(refused.exception, SystemExit)
    for name in NAMED:
        assert name in refused.output


def test_a_wrong_year_of_the_calendar_is_told_with_all_else(tmp_path: Path):
    (tmp_path / "2031.json").write_bytes(b"{")
    wrong = {"GATEWAY_CORS_ORIGINS": "site.example", "GATEWAY_REQUESTS_RATE": "many"}
    beyond = {"GATEWAY_HOST": "0.0.0.0", "GATEWAY_CALENDARS": str(tmp_path)}  # noqa: S104 - refused
    refused = config("--check", **wrong, **beyond)
    assert refused.exit_code == 2
    for said in ("2031.json", "GATEWAY_CORS_ORIGINS", "GATEWAY_REQUESTS_RATE", "GATEWAY_HOST"):
        assert said in refused.output


def test_what_can_be_used_is_in_order(tmp_path: Path):
    manifest = tmp_path / "manifest.json"
    manifest.write_text('{"a": "{ __typename }"}', "utf-8")
    spans = {"GATEWAY_TRACING": "http://localhost:4318"}
    assert config("--check", GATEWAY_TRUSTED_DOCUMENTS=str(manifest), **spans).exit_code == 0
