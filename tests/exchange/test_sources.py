"""Files that are no tables, or not those that they are called, are told apart plainly."""

from pathlib import Path

import pytest

from gateway.exchange.problems import FolderUnreadable
from tests.exchange.folders import batch, folder, problems, written


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("account,partner,valid_from", "type: the required column type (关联类型) is missing"),
        ("account,partner,type,valid_from,valid_too", "did you mean valid_to?"),
        ("account,partner,type,valid_from,account", "account: the column is there twice"),
        ("account,用户账号,partner,type,valid_from", "用户账号: the column is there twice"),
        ("account,partner,type,valid_from,", "cell 5 of the header is empty"),
        ("account;partner;type;valid_from", "cells are parted by commas"),
        ("", "expected a header, found nothing; the columns are: account, partner, type"),
        ('"account"x', "expected a header, found ',' expected after"),
    ],
)
def test_a_header_that_is_not_the_tables_says_what_would_be(tmp_path: Path, header: str, said: str):
    found = batch(written(tmp_path, {"links.csv": f"{header}\nu3,c1,AGENCY,2018-01-01\n"}))
    assert found.unreadable
    assert not found.rows
    assert any(said in str(problem) for problem in found.problems)
    assert all(problem.line == 1 for problem in found.problems)


def test_an_unknown_column_lists_the_known_ones(tmp_path: Path):
    (problem,) = problems(written(tmp_path, {"parties.csv": "id,colour\nt1,red\n"}))
    assert problem == (
        "parties.csv:1: colour: there is no column 'colour'. The columns are: id, name, kind, "
        "version, recorded_at, superseded_at, recorded_by, source"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[1]", "expected a JSON object"),
        ('{"id": "a"', "expected one JSON object a line"),
        ('{"id": ["a"]}', "id: expected a text, found '[\"a\"]'"),
        ('{"id": {"a": 1}}', "id: expected a text"),
        ('{"id": "a", "id": "b"}', "id: the member is there twice"),
        (
            '{"id": "a", "currency": "USD"}',
            "currency: there is no column 'currency'; all amounts are in yuan, so convert them and",
        ),
        ('{"id": "a", "nam": "b"}', "nam: there is no column 'nam'; did you mean name?"),
        ('{"name": "b"}', "id: expected the party's id, found nothing"),
        ("[" * 100_000, "expected one JSON object a line"),
    ],
)
def test_a_bad_line_of_ndjson_is_told(tmp_path: Path, line: str, said: str):
    path = written(tmp_path, {"parties.ndjson": f'{{"id": "t1"}}\n{line}\n'})
    (problem,) = problems(path)
    assert problem.startswith("parties.ndjson:2: ")
    assert said in problem
    assert len(batch(path).rows) == 1


def test_a_folder_that_is_none_is_told_apart(tmp_path: Path):
    cases = {
        "there is no": tmp_path / "nowhere",
        "is a file; name its folder": written(tmp_path / "a", {"x.csv": ""}) / "x.csv",
        "but it is empty": written(tmp_path / "b", {}),
        "but it holds notes.txt; tables are files such as links.csv": written(
            tmp_path / "c", {"notes.txt": ""}
        ),
        "parties.csv and parties.ndjson are both the table parties": written(
            tmp_path / "d", {"parties.csv": "", "parties.ndjson": ""}
        ),
        "payment.csv is no table; did you mean payments.csv": written(
            tmp_path / "e", {"payment.csv": "", "links.csv": ""}
        ),
        "links.csv is UTF-16": written(tmp_path / "f", {"links.csv": "a".encode("utf-16")}),
        r"links.csv is neither UTF-8 \(see line 3\) nor GB18030 \(see line 3\)": written(
            tmp_path / "g", {"links.csv": b"a\nb\n\xff\xff\n"}
        ),
    }
    for said, path in cases.items():
        with pytest.raises(FolderUnreadable, match=said):
            batch(path)


def test_other_files_and_folders_beside_the_tables_are_left_alone(tmp_path: Path):
    path = folder(tmp_path)
    written(path, {"remarks.csv": "?", "readme.txt": "?"})
    written(path / "rejects", {"links.csv": "?"})
    assert not problems(path)
