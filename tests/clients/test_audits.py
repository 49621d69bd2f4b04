"""The server audits of graphql-http, by which servers are held to GraphQL over HTTP."""

from pathlib import Path

import pytest

from tests.cli.programme import Serving
from tests.clients.node import said, with_npm

AUDITS = 61


@with_npm
@pytest.mark.parametrize("compiled", ["on", "off"])
def test_every_audit_of_graphql_http_is_passed(tmp_path: Path, compiled: str):
    with Serving(tmp_path, GATEWAY_COMPILED=compiled) as served:
        audits = said("audits.mjs", served.url)
    assert [each for each in audits if each["status"] != "ok"] == []
    assert len(audits) == AUDITS
