"""`gateway ask`: a question to the store, a moment put into it, an answer to read."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from graphql import parse, print_ast

from gateway.cli import main
from gateway.cli.moments import placed
from gateway.documents.execution import core
from resolvers.schema import schema
from tests.cli.programme import Serving

PARTNER = '{ account(uid: "elm") { uid partner { uid } } }'


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A gateway that serves the sample."""
    with Serving(tmp_path_factory.mktemp("ask")) as serving:
        yield serving
        serving.stop(signal.SIGTERM)


def ask(served: Serving, *arguments: str, **more: str) -> Result:
    runner = CliRunner(env={"NO_COLOR": "1"})
    return runner.invoke(main, ["ask", "--url", served.url, *arguments], **more)  # type: ignore[arg-type]


def partner(served: Serving, *arguments: str) -> object:
    answer = json.loads(ask(served, *arguments, PARTNER).stdout)
    return answer["data"]["account"]["partner"]


def test_the_answer_is_json_with_its_revision(served: Serving):
    done = ask(served, "-", input="{ revision { number } }")
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert answer["data"] == {"revision": {"number": 1}}
    assert answer["extensions"]["revision"] == 1


def test_a_moment_is_put_into_the_root_fields(served: Serving):
    assert partner(served, "--as-of", "2026-09-15") == {"uid": "harbor"}
    assert partner(served, "--as-of", "2026-09-16") is None
    late = ("--as-of", "2026-09-16", "--known-at")
    assert partner(served, *late, "2026-10-11T23:59:59") == {"uid": "harbor"}
    assert partner(served, *late, "2026-10-12") is None
    assert partner(served, *late, "2026-10-11T16:00:00+00:00") is None


def test_variables_and_queries_come_from_files_too(served: Serving, tmp_path: Path):
    query, variables = tmp_path / "q.graphql", tmp_path / "v.json"
    query.write_text("query Q($uid: String!) { account(uid: $uid) { uid } }", "utf-8")
    variables.write_text('{"uid": "elm"}', "utf-8")
    done = ask(served, f"@{query}", "--variables", f"@{variables}", "--operation", "Q")
    assert json.loads(done.stdout)["data"] == {"account": {"uid": "elm"}}


def test_a_tree_is_read_from_top_to_bottom(served: Serving):
    done = ask(served, "--tree", "--as-of", "2026-09-01", PARTNER)
    assert done.stdout == (
        "answer\n"
        "└── account\n"
        "    ├── uid: elm\n"
        "    └── partner: uid harbor\n"
    )  # fmt: skip


def test_an_answer_with_errors_is_shown_and_ends_with_1(served: Serving):
    done = ask(served, "{ account { uid } }")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["errors"][0]["extensions"]["code"] == "VALIDATION_FAILED"
    too_many = "{ accounts(first: 1000000000) { totalCount } }"
    as_tree = ask(served, "--tree", "{ a: " + too_many[2:])
    assert as_tree.exit_code == 1
    assert "Error: the answer has" in as_tree.stderr


def test_what_is_no_gateway_ends_with_3(served: Serving):
    elsewhere = served.url.replace("/graphql", "/livez")
    done = CliRunner().invoke(main, ["ask", "--url", elsewhere, PARTNER])
    assert done.exit_code == 3
    assert "expected application/graphql-response+json" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as-of", "2018-02-30", PARTNER], "expected a day such as"),
        (["--known-at", "noon", PARTNER], "expected a day or an instant"),
        (["--as-of", "2018-03-16", "{ revision { number } }"], "no root field"),
        (["--variables", "[]", PARTNER], "expected --variables as a JSON object"),
        (["--variables", "{", PARTNER], "expected --variables as a JSON object"),
        (["@nowhere.graphql"], "nowhere.graphql: No such file"),
        (["--url", "127.0.0.1:8000", PARTNER], "expected a URL such as"),
        (["--sotre", "x", PARTNER], "No such option"),
    ],
)
def test_wrong_use_is_told_and_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["ask", *arguments])
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()


def test_nobody_at_the_url_ends_with_3():
    done = CliRunner().invoke(main, ["ask", "--url", "http://127.0.0.1:1", PARTNER])
    assert done.exit_code == 3
    assert "gateway serve" in done.stderr


PLACED = {
    '{ account(uid: "a") { uid } }': '{ account(uid: "a", asOf: "2018-03-16") { uid } }',
    '{ account(uid: "a", asOf: "2018-01-01") { uid } }': None,
    'query A { account(uid: "a") { uid } } query B { ...F } fragment F on Query { nodes(ids: []) '
    "{ id } }": 'query A { account(uid: "a", asOf: "2018-03-16") { uid } } query B { ...F } '
    'fragment F on Query { nodes(ids: [], asOf: "2018-03-16") { id } }',
    "{ nowhere } { account { uid } }": '{ nowhere } { account(asOf: "2018-03-16") { uid } }',
}


@pytest.mark.parametrize(("query", "expected"), PLACED.items())
def test_a_moment_goes_where_it_is_taken_and_not_yet_given(query: str, expected: str | None):
    found = placed(query, core(schema), "2018-03-16", None)
    assert print_ast(parse(found)) == print_ast(parse(expected or query))


def test_a_text_that_is_no_query_is_left_for_the_answer_to_judge():
    assert placed("{", core(schema), "2018-03-16", None) == "{"
    assert placed("{", core(schema), None, None) == "{"


def test_a_moment_that_no_field_takes_is_told():
    with pytest.raises(click.UsageError, match="asOf or knownAt"):
        placed("{ revision { number } }", core(schema), "2018-03-16", "2018-04-12T00:00:00Z")
