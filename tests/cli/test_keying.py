"""`gateway key`: keys made, shown, replaced and revoked."""

import asyncio
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gateway.cli import main
from graph.store import keys, ledger
from graph.store.embedded import Embedded
from tests.cli.programme import gateway

pytestmark = pytest.mark.anyio


async def run(engine: Embedded, *arguments: str) -> Result:
    settings = {
        "GATEWAY_STORE": engine.uri,
        "GATEWAY_STORE_USER": "root",
        "GATEWAY_STORE_PASSWORD_FILE": str(engine.password_file),
    }
    return await asyncio.to_thread(CliRunner(env=settings).invoke, main, ["key", *arguments])


def parts(output: str) -> tuple[str, str]:
    """Id and secret of the key that was printed."""
    found = keys.parted(re.findall(r"gwk_\S+", output)[0])
    assert found is not None
    return found


async def test_a_key_is_made_and_shown_once(embedded: Embedded):
    assert "There is no live key" in (await run(embedded, "list")).output
    made = await run(embedded, "create", "nightly", "--role", "operator", "--reason", "exports")
    assert made.exit_code == 0, made.output
    id_, secret = parts(made.output)
    (key,) = await keys.api_keys(embedded)
    assert key.opened_by(secret)
    assert made.output.startswith(f"{id_} lets in nightly as OPERATOR until ")
    listed = await run(embedded, "list")
    assert f"{id_}  LIVE     nightly as OPERATOR until" in listed.output
    assert secret not in listed.output
    assert (await ledger.events(embedded, 0, 10))[0].reason == "exports"


async def test_a_key_is_replaced_and_revoked(embedded: Embedded):
    made = await run(
        embedded, "create", "erp", "--role", "PARTNER", "--root", "east", "--days", "0"
    )
    id_, _ = parts(made.output)
    assert made.output.startswith(f"{id_} lets in erp as PARTNER of east.\n")
    turned = await run(embedded, "rotate", id_, "--overlap", "2", "--days", "30")
    new, _ = parts(turned.output)
    assert f"{id_} does so for 2 hours at most" in turned.output
    assert len((await run(embedded, "list")).output.splitlines()) == 4
    revoked = await run(embedded, "revoke", new, "--reason", "it leaked")
    assert revoked.output == f"{new} is revoked.\n"
    left = (await run(embedded, "list")).output
    assert new not in left
    every = (await run(embedded, "list", "--all")).output
    assert f"{new}  REVOKED  erp as PARTNER of east" in every
    assert ", revoked by " in every


async def test_what_is_wrong_is_told(embedded: Embedded):
    refused = await run(embedded, "create", "erp", "--role", "VIEWER")
    assert (refused.exit_code, "[API_KEY_REFUSED]" in refused.stderr) == (2, True)
    await run(embedded, "create", "erp", "--role", "RISK")
    again = await run(embedded, "create", "erp", "--role", "RISK")
    assert (again.exit_code, "[API_KEY_REFUSED]" in again.stderr) == (1, True)
    for command in ("revoke", "rotate"):
        unknown = await run(embedded, command, "none")
        assert (unknown.exit_code, "[API_KEY_UNKNOWN]" in unknown.stderr) == (1, True)


async def test_a_folder_that_is_served_is_shared(embedded: Embedded, tmp_path: Path):
    arguments = ("--role", "RISK", "--store", embedded.address)
    made = await asyncio.to_thread(gateway, "key", "create", "nightly", *arguments, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert [key.name for key in await keys.api_keys(embedded)] == ["nightly"]
    refused = await asyncio.to_thread(gateway, "doctor", *arguments[2:], cwd=tmp_path)
    assert "[STORE_IN_USE]" in refused.stderr
