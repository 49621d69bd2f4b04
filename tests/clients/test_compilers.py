"""Compilers of frontends take the schema and the guides' questions; what they make asks too."""

import json

import pytest

from tests.cli.programme import ROOT, Serving
from tests.clients.asked import ASKED, FOLLOWED, RENAMED, folder, renamed
from tests.clients.guides import operations
from tests.clients.installed import HERE
from tests.clients.node import node, with_npm

pytestmark = with_npm
MANY = 40
"""The guides show at least as many questions and acts."""
MODULE = '{"type": "module"}'
TYPED = {
    "preset": "client",
    "presetConfig": {"fragmentMasking": False},
    "config": {
        "strictScalars": True,
        "scalars": {
            **dict.fromkeys(("Date", "DateTime", "Month", "Period"), "string"),
            "FactFields": "Record<string, unknown>",
            "Fen": "number",
        },
        "useTypeImports": True,
        "emitLegacyCommonJSImports": False,
    },
}
STRICT = {
    "strict": True,
    "target": "es2022",
    "module": "nodenext",
    "skipLibCheck": True,
    "outDir": "built",
}
RELAY = {
    "src": ".",
    "schema": "schema.graphql",
    "language": "javascript",
    "artifactDirectory": "made",
    "eagerEsModules": True,
    "excludes": [],
}


@pytest.fixture(scope="module")
def guides() -> list[str]:
    """What the guides ask, each under a name."""
    found = list(operations("guides"))
    assert len(found) >= MANY
    return found


def test_codegen_types_what_the_guides_ask_and_it_compiles(served: Serving, guides: list[str]):
    plain = [text for text in guides if '\\"' not in text]  # it reads no quotes within a string
    files = {
        "guides.graphql": "\n".join([*plain, ASKED, RENAMED, FOLLOWED]),
        "codegen.json": json.dumps(
            {
                "schema": str(ROOT / "schema.graphql"),
                "documents": ["*.graphql"],
                "generates": {"made/": TYPED},
            }
        ),
        "tsconfig.json": json.dumps({"compilerOptions": STRICT, "include": ["*.ts", "made/*.ts"]}),
        "package.json": MODULE,
        "typed.ts": (HERE / "npm" / "typed.ts").read_text("utf-8"),
    }
    here = folder("typed", files)
    node("../node_modules/.bin/graphql-codegen", "--config", "codegen.json", cwd=here, seconds=120)
    node("../node_modules/typescript/bin/tsc", cwd=here, seconds=120)
    renamed(json.loads(node("built/typed.js", served.url, cwd=here)), "typed")


def test_the_relay_compiler_takes_it_and_its_artifacts_ask(served: Serving, guides: list[str]):
    files = {
        "guides.js": "\n".join(f"graphql`{text}`;" for text in guides),
        "asking.js": "\n".join(f"graphql`{text}`;" for text in (ASKED, RENAMED, FOLLOWED)),
        "schema.graphql": (ROOT / "schema.graphql").read_text("utf-8"),
        "relay.config.json": json.dumps(RELAY),
        "package.json": MODULE,
        "relayed.mjs": (HERE / "npm" / "relayed.mjs").read_text("utf-8"),
    }
    here = folder("relayed", files)
    (here / "made").mkdir()
    node("../node_modules/relay-compiler/cli.js", "relay.config.json", cwd=here, seconds=120)
    assert len(list((here / "made").glob("guides*.graphql.js"))) == len(guides)
    renamed(json.loads(node("relayed.mjs", served.url, cwd=here)), "relay")
