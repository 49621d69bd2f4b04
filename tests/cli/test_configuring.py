"""`gateway config` shows every setting, where it comes from, and no secret."""

from pathlib import Path

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
