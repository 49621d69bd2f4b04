"""ariadne-codegen makes a typed client of what the guides ask; it asks, acts, and is told."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.programme import ROOT, Serving
from tests.clients.asked import ASKED, FOLLOWED, RENAMED, folder, renamed
from tests.clients.guides import operations

PYTHON = os.environ.get("GATEWAY_TEST_ARIADNE", "")
MADE = """[tool.ariadne-codegen]
schema_path = "schema.graphql"
queries_path = "queries"
target_package_name = "made"
include_comments = "none"
"""
"""What is asked of it; the types of our scalars are left to it."""
ASKING = """
import asyncio, json, sys
from made import Client, RenameAccountInput

async def first(told):
    async for each in told:
        return each

async def asked(url):
    async with Client(url=url, ws_url=url.replace("http", "ws")) as client:
        before = await client.asking_account_query(uid="elm")
        after = before.changes.newest_cursor
        told = client.asking_follow_subscription(uids=["elm"], after=after)
        coming = asyncio.create_task(first(told))
        given = RenameAccountInput(idempotencyKey="ariadne", account="elm", name="Elm by ariadne")
        changed = await client.asking_rename_mutation(input=given)
        told = await coming
        after = await client.asking_account_query(uid="elm")
    found = {"before": before, "changed": changed, "after": after, "told": told}
    return {name: each.model_dump(by_alias=True, mode="json") for name, each in found.items()}

print(json.dumps(asyncio.run(asked(sys.argv[1]))))
"""
"""A program that asks by what was made."""


def run(*words: str, cwd: Path) -> str:
    """What a program beside that Python prints; it must succeed."""
    done = subprocess.run(
        [Path(PYTHON).with_name(words[0]), *words[1:]],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(not PYTHON, reason="a client of its own; scripts/clients run has it")
def test_ariadne_codegen_makes_a_client_that_asks_acts_and_is_told(served: Serving):
    files = {
        "pyproject.toml": MADE,
        "schema.graphql": (ROOT / "schema.graphql").read_text("utf-8"),
        "asking.py": ASKING,
    }
    here = folder("ariadne-made", files)
    (here / "queries").mkdir()
    (here / "queries" / "all.graphql").write_text(
        "\n".join([*operations("guides"), ASKED, RENAMED, FOLLOWED])
    )
    run("ariadne-codegen", cwd=here)
    renamed(json.loads(run("python", "asking.py", served.url, cwd=here)), "ariadne")
