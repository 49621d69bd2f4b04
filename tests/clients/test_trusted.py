"""Manifests that builds of frontends write are taken as they are, and nothing else is answered."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from httpx2 import post

from tests.cli.programme import ROOT, Serving
from tests.clients.asked import ASKED, RENAMED, folder
from tests.clients.node import node, with_npm

pytestmark = with_npm
FORBIDDEN = 403
TRUE = "application/graphql-response+json"
"""The media type whose statuses are true."""
TEXTS = f"{ASKED}\n{RENAMED}"
TYPED = {
    "schema": str(ROOT / "schema.graphql"),
    "documents": ["*.graphql"],
    "generates": {"made/": {"preset": "client", "presetConfig": {"persistedDocuments": True}}},
}
RELAY = {
    "src": ".",
    "schema": "schema.graphql",
    "language": "javascript",
    "artifactDirectory": "made",
    "eagerEsModules": True,
    "excludes": [],
    "persistConfig": {"file": "persisted.json"},
}


def by_codegen() -> Path:
    """The manifest of graphql-codegen's client preset."""
    here = folder("trusted-typed", {"all.graphql": TEXTS, "codegen.json": json.dumps(TYPED)})
    node("../node_modules/.bin/graphql-codegen", "--config", "codegen.json", cwd=here, seconds=120)
    return here / "made" / "persisted-documents.json"


def by_relay() -> Path:
    """The manifest of the Relay compiler."""
    files = {
        "asking.js": "\n".join(f"graphql`{text}`;" for text in (ASKED, RENAMED)),
        "schema.graphql": (ROOT / "schema.graphql").read_text("utf-8"),
        "relay.config.json": json.dumps(RELAY),
        "persisted.json": "{}",
    }
    here = folder("trusted-relay", files)
    (here / "made").mkdir()
    node("../node_modules/relay-compiler/cli.js", "relay.config.json", cwd=here, seconds=120)
    return here / "persisted.json"


@pytest.mark.parametrize("build", [by_codegen, by_relay], ids=["codegen", "relay"])
def test_the_manifest_of_a_build_is_answered_and_nothing_else(
    tmp_path: Path, build: Callable[[], Path]
):
    manifest = build()
    texts: dict[str, str] = json.loads(manifest.read_text("utf-8"))
    (asking,) = (name for name, text in texts.items() if re.match(r"query asking", text))
    trusted = {"GATEWAY_TRUSTED_DOCUMENTS": str(manifest), "GATEWAY_TRUSTED_ONLY": "on"}
    with Serving(tmp_path, GATEWAY_PROFILE="production", **trusted) as served:
        asked = post(served.url, json={"documentId": asking, "variables": {"uid": "elm"}})
        refused = post(served.url, json={"query": "{ __typename }"}, headers={"Accept": TRUE})
    assert asked.json()["data"]["account"]["uid"] == "elm"
    assert refused.status_code == FORBIDDEN
