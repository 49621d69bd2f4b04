"""The measurement itself: contenders start, answer alike, and are told apart."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from gateway.bench.contenders import APPS
from gateway.bench.http import BASE, OFF, TYPED, US, measure, measure_guides, table
from gateway.cli.benching import command

pytestmark = pytest.mark.anyio


async def test_contenders_answer_alike_and_ours_costs_the_least_of_the_general_ones(tmp_path: Path):
    report = await measure(1, tmp_path, node=False, share=0.05)
    assert list(report.taken) == list(APPS)
    assert {US, TYPED, OFF, BASE} < set(APPS)
    assert report.ratio(US, "b") == 1
    assert report.ratio(BASE, "b") > 5
    assert len(table(report)) == len(APPS)
    assert all(len(row) == 9 for row in table(report))


async def test_questions_of_the_guides_are_answered_alike_over_a_store(tmp_path: Path):
    report = await measure_guides(1, tmp_path, share=0.02)
    assert list(report.taken) == [US, OFF, BASE]
    assert [len(row) for row in table(report)] == [9, 9, 9]


def test_the_command_says_what_it_measures():
    said = CliRunner().invoke(command, ["http", "--help"])
    assert said.exit_code == 0
    assert "1 × 20 × 50" in " ".join(said.output.split())
