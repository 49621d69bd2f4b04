"""The commands as people meet them: what they print, where, and the exit code."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console
from rich.progress import Progress

from gateway.cli import main
from gateway.cli import progress as showing
from gateway.cli.progress import Bar, Lines, Rate
from gateway.exchange.described import described
from tests.exchange.folders import GOOD, files, folder

pytestmark = pytest.mark.usefixtures("anyio_backend")  # so that the engine can be asked for

Gateway = Callable[..., Result]


def bare(*words: object) -> Result:
    """Runs a command that is not to open a store: there is none."""
    return CliRunner(env={"GATEWAY_STORE": "bolt://127.0.0.1:1"}).invoke(
        main, [str(word) for word in words]
    )


def test_a_sample_is_written_imported_exported_and_imported_again(gateway: Gateway, tmp_path: Path):
    out = gateway("sample", "--accounts", 12, "--seed", 4, "--out", tmp_path / "demo")
    assert out.exit_code == 0
    assert f"{tmp_path}/demo/accounts.csv  12 rows" in out.stdout
    assert out.stdout.endswith(f"To try it: gateway import {tmp_path}/demo\n")
    assert "Stored as revision 1." in gateway("import", tmp_path / "demo").stdout
    again = gateway("import", tmp_path / "demo", "--dry-run")
    assert "Nothing changed: all" in again.stdout
    for name, options in (("csv", ()), ("ndjson", ("--format", "ndjson", "--as-of-now-only"))):
        out = gateway("export", tmp_path / name, *options)
        assert f"{tmp_path / name}/accounts.{name}  13 rows" in out.stdout
    given, everything = files(tmp_path / "demo"), files(tmp_path / "csv")
    assert set(given["links.csv"].splitlines()) == set(everything["links.csv"].splitlines())
    assert gateway("export", tmp_path / "csv").exit_code == 2


def test_refused_rows_are_told_on_stderr_and_end_with_1(gateway: Gateway, tmp_path: Path):
    path = folder(
        tmp_path / "books",
        links=GOOD["links.csv"] + "u3,c1,x,2018-01-01,\nu9,c1,代理,2018-01-01,\n",
    )
    trial = gateway("import", path, "--dry-run")
    assert trial.exit_code == 1
    assert "2 rows are refused; this was a dry run, nothing is stored" in trial.stderr
    out = gateway("import", path)
    assert out.exit_code == 1
    assert f"{path}/links.csv:3: type: expected one of AGENCY, RESALE" in out.stderr
    assert f"{path}/links.csv:4: account: ACCOUNT_UNKNOWN" in out.stderr
    assert "2 problems: 1 MALFORMED, 1 ACCOUNT_UNKNOWN" in out.stderr
    assert "nothing is stored. Mend them, or store the others with --best-effort" in out.stderr
    best = gateway("import", path, "--best-effort")
    assert best.exit_code == 1
    assert f"refused rows: {path}/rejects/links.csv" in best.stderr
    assert "2 rows are refused; the others are stored as revision 1" in best.stderr
    assert gateway("import", path, "--best-effort").exit_code == 2


def test_a_folder_that_cannot_be_used_ends_with_2_before_a_store_is_opened(tmp_path: Path):
    out = bare("import", tmp_path / "nowhere")
    assert (out.exit_code, out.stdout) == (2, "")
    assert "Error: expected a folder of tables or a file of payments, but there is no" in out.stderr
    (tmp_path / "file").touch()
    assert bare("export", tmp_path / "file").exit_code == 2
    assert bare("sample", "--out", tmp_path / "file").exit_code == 2
    assert bare("sample", "--accounts", 3, "--out", tmp_path / "new").exit_code == 2
    assert not (tmp_path / "new").exists()


def test_a_store_that_cannot_be_used_ends_with_3(tmp_path: Path):
    out = bare("import", folder(tmp_path))
    assert out.exit_code == 3
    assert "STORE_UNAVAILABLE" in out.stderr
    assert "Traceback" not in out.output


def test_a_ladder_is_checked_and_planted(gateway: Gateway, tmp_path: Path):
    text = "east is partner from 2017-04-01\nacme under east as agency from 2018-01-10\n"
    checked = gateway("plant", "--check", "-", text=text)
    assert checked.stdout == "A ladder: parties 2, accounts 2, standings 1, links 1\n"
    wrong = gateway("plant", "--check", "-", text="east is partnr from 2017-04-01\n")
    assert wrong.exit_code == 2
    assert "<stdin>:1:9: expected `partner`" in wrong.stderr
    assert gateway("plant", "--check", "-", text="# nothing\n").exit_code == 1
    (tmp_path / "wrong.ladder").write_bytes(b"\xff")
    assert "is not UTF-8" in gateway("plant", tmp_path / "wrong.ladder").stderr
    assert "Stored as revision 1." in gateway("plant", "-", text=text).stdout
    for again, said in (
        (text, "Nothing changed: all 2 rows are in the store already."),
        (text.splitlines()[0] + "\n", "Nothing changed: the row is in the store already."),
        ("# nothing\n", "Nothing changed: there are no rows."),
    ):
        assert said in gateway("plant", "-", text=again).stdout
    refused = gateway("plant", "-", text="acme under west as agency from 2018-02-01\n")
    assert refused.exit_code == 1
    assert "1 row is refused; nothing is stored" in refused.stderr


def test_the_columns_are_printed_without_a_folder():
    assert bare("import", "--columns").stdout == described() + "\n"


@pytest.mark.parametrize("name", ["import", "export", "sample", "plant"])
def test_help_shows_examples_and_exit_codes(name: str):
    out = bare(name, "--help")
    assert f"  gateway {name} " in out.stdout
    assert "Exit codes:" in out.stdout


def test_a_pipe_gets_every_problem(gateway: Gateway, tmp_path: Path):
    rows = "u3,c1,x,2018-01-01,\n" * 60
    path = folder(tmp_path / "books", links=GOOD["links.csv"] + rows)
    out = gateway("import", path)
    assert out.stderr.count("type: expected one of") == 60


def test_a_line_is_printed_for_a_stage_that_took_a_while():
    written = io.StringIO()
    console = Console(file=written, width=80)
    for least, said in ((60.0, False), (0.0, True)):
        lines = Lines(console, least)
        lines.stage("reading links.csv", 3_000)
        lines.advance(3_000)
        lines.stage("writing")
        lines.end()
        assert ("reading links.csv: 3,000 rows, " in written.getvalue()) is said
    assert "writing: 0.0 s\n" in written.getvalue()


def test_a_stage_that_takes_long_tells_meanwhile_how_far_it_has_come():
    written = io.StringIO()
    lines = Lines(Console(file=written, width=80), 60.0, 0.0)
    lines.stage("reading", 300)
    lines.advance(100)
    lines.stage("looking")
    lines.advance(0)
    lines.advance(50)
    lines.expect(40)
    lines.advance(0)
    first, second, third = written.getvalue().splitlines()
    assert re.fullmatch(r"reading: 100 rows, [0-9,]+/s, [0-9,]+ s left", first)
    assert re.fullmatch(r"looking: 50 rows, [0-9,]+/s", second)
    assert re.fullmatch(r"looking: 50 rows, [0-9,]+/s, 0 s left", third)


def test_a_bar_moves_in_steps_and_shows_its_rate(monkeypatch: pytest.MonkeyPatch):
    progress = Progress(console=Console(file=io.StringIO()))
    bar = Bar(progress)
    bar.stage("reading", 1_000)
    bar.advance(400)
    assert progress.tasks[0].completed == 0
    bar.advance(200)
    assert progress.tasks[0].completed == 600
    monkeypatch.setattr(showing, "SOON", 0.0)
    bar.advance(1)
    assert progress.tasks[0].completed == 601
    bar.stage("writing")
    assert [task.description for task in progress.tasks] == ["writing"]
    assert Rate().render(progress.tasks[0]).plain == ""
