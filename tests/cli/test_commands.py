"""The command line as a whole: quick help, completion, the schema, errors in a line."""

import sys
from pathlib import Path
from subprocess import run
from time import perf_counter

import click
import pytest
from click.testing import CliRunner, Result

from gateway.cli import main
from gateway.cli.failure import told
from graph.ladder import LadderError, parse
from graph.store.errors import StoreFault
from tests.cli.programme import COMMAND, environment, gateway

COMMANDS = [
    *("serve", "ask", "plant", "import", "export", "statement", "reconcile"),
    *("feed", "key", "webhook", "replay", "calendar"),
    *("tick", "deadlines", "config", "sample"),
    *("schema", "doctor", "bench", "completion"),
]


def test_help_lists_the_commands_and_imports_none_of_them(tmp_path: Path):
    began = perf_counter()
    done = gateway("--help", cwd=tmp_path)
    assert perf_counter() - began < 5
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)
    heavy = "import sys, gateway.cli; print([m for m in sys.modules if m in ('rich', 'strawberry', "
    code = heavy + "'neo4j', 'msgspec', 'starlette')])"
    seen = run([sys.executable, "-c", code], env=environment(), capture_output=True, check=True)
    assert seen.stdout.strip() == b"[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_examples_line_by_line(name: str):
    done = CliRunner().invoke(main, [name, "--help"])
    assert done.exit_code == 0
    assert "Examples:\n" in done.output
    assert "\\b" not in done.output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(shell: str):
    done = CliRunner().invoke(main, ["completion", shell])
    assert done.exit_code == 0
    assert "_GATEWAY_COMPLETE" in done.output


def test_a_shell_is_offered_the_commands_that_begin_so(tmp_path: Path):
    words = {"_GATEWAY_COMPLETE": "bash_complete", "COMP_WORDS": "gateway s", "COMP_CWORD": "1"}
    done = run(COMMAND, cwd=tmp_path, env=environment(**words), capture_output=True, check=False)
    offered = done.stdout.decode().split()
    assert offered == ["plain,serve", "plain,statement", "plain,sample", "plain,schema"]


def test_an_unknown_command_is_told(tmp_path: Path):
    done = gateway("serv", cwd=tmp_path)
    assert done.returncode == 2
    assert "No such command 'serv'" in done.stderr


def test_the_schema_is_printed_written_and_compared(tmp_path: Path):
    file = tmp_path / "schema.graphql"

    def described(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["schema", *arguments])

    printed = described().stdout
    assert "type Query {" in printed
    assert described("--out", str(file)).exit_code == 0
    assert file.read_text("utf-8") == printed
    assert described("--check", "--out", str(file)).exit_code == 0
    file.write_text(printed.replace("type Query", "type Quarry"), "utf-8")
    differs = described("--check", "--out", str(file))
    assert differs.exit_code == 1
    assert "-type Quarry {\n+type Query {" in differs.stdout
    assert "gateway schema --out" in differs.stderr
    missing = described("--check", "--out", str(tmp_path / "none.graphql"))
    assert missing.exit_code == 2
    assert "none.graphql: No such file" in missing.stderr


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"GATEWAY_STOER": "x"}, "did you mean GATEWAY_STORE?"),
        ({"GATEWAY_QQQQQQQQ": "x"}, "docs/running.md lists all settings"),
        ({"GATEWAY_PORT": "http"}, "expected a whole number from 0 to 65535"),
        ({"GATEWAY_PROFILE": "test"}, "expected development or production"),
        ({"GATEWAY_MAX_DEPTH": "0"}, "expected a whole number from 1 on"),
        ({"GATEWAY_MAX_STALENESS": "soon"}, "expected a number above 0"),
        ({"GATEWAY_STORE_PASSWORD_FILE": "nowhere"}, "expected a file with the store's password"),
    ],
)
def test_a_setting_that_cannot_be_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], said: str
):
    monkeypatch.chdir(tmp_path)
    done = CliRunner(env=settings).invoke(main, ["doctor"])
    assert done.exit_code == 2
    assert said in done.stderr
    assert "[SETTING_INVALID]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("store", "code"),
    [
        ("bolt://127.0.0.1:1", "STORE_UNAVAILABLE"),
        ("http://127.0.0.1", "STORE_SETTING_INVALID"),
        ("HERE/strange", "STORE_SETTING_INVALID"),
    ],
)
def test_a_store_that_cannot_be_used_is_told_soon(tmp_path: Path, store: str, code: str):
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange" / "letter.txt").write_text("dear", "utf-8")
    began = perf_counter()
    done = CliRunner().invoke(main, ["doctor", "--store", store.replace("HERE", str(tmp_path))])
    assert perf_counter() - began < 10
    assert done.exit_code == 3
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_disk_without_room_for_a_file_without_a_name_is_told():
    """As the doctor's temporary files have it; /dev/full is a disk that is always full."""
    with (
        pytest.raises(OSError, match="No space left") as full,
        Path("/dev/full").open("wb", buffering=0) as file,
    ):
        file.write(b"row")
    failure = told(full.value)
    assert failure is not None
    assert failure.exit_code == 3
    assert failure.message == (
        "No space left on device. Give a folder with room, as TMPDIR for temporary files"
    )


def test_a_routed_store_that_cannot_be_reached_is_told_in_one_line(tmp_path: Path):
    done = gateway("doctor", "--store", "neo4j://127.0.0.1:1", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith("Error: expected an answer from the store")
    assert len(done.stderr.splitlines()) == 1


def test_a_terminal_without_a_character_shows_its_code(tmp_path: Path):
    done = gateway("import", "--columns", cwd=tmp_path, PYTHONIOENCODING="latin-1")
    assert done.returncode == 0
    assert "### parties (\\u4e3b\\u4f53)" in done.stdout
    assert "Traceback" not in done.stderr


def test_the_commands_are_known_by_name_and_beginning():
    context = main.make_context("gateway", [], resilient_parsing=True)
    assert main.list_commands(context) == COMMANDS
    assert main.get_command(context, "serv") is None
    assert [each.value for each in main.shell_complete(context, "s")] == [
        "serve",
        "statement",
        "sample",
        "schema",
    ]
    assert "Check the store" in main.get_help(context)


def test_a_ladder_that_cannot_be_parsed_is_wrong_use():
    with pytest.raises(LadderError) as raised:
        parse("east is partner form 2017-04-01")
    failure = told(raised.value)
    assert failure is not None
    assert failure.exit_code == 2
    assert "form" in failure.message


def test_a_defect_keeps_its_traceback():
    assert told(StoreFault("a statement of ours")) is None
    assert told(KeyError("x")) is None


def test_an_error_is_told_on_stderr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["ask", "@nowhere"])
    assert isinstance(done.exception, SystemExit)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert click.unstyle(done.stderr).startswith("Error: nowhere: No such file")
