"""What the pages and the sample clients ask is answered by plans, as graphql-core answers it."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from graphql import GraphQLSyntaxError, OperationDefinitionNode, OperationType

from gateway.compiled import Way
from graph.store.embedded import Embedded
from resolvers.context import Context
from resolvers.schema import schema
from tests.compiled.differing import Comparison
from tests.docs.blocks import PAGES, ROOT, blocks
from tests.docs.test_pages import NOW, Asking
from tests.resolvers.asking import planted
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio


class Both(Asking):
    """Walks a page and asks each query both ways, at the revision at which the page asks it."""

    def __init__(self, engine: Embedded) -> None:
        super().__init__(engine)
        self.compared = Comparison(schema, self.context)
        self.went: list[tuple[str, str]] = []

    async def context(self) -> Context:
        return Context(await self.shared.facts(), NOW)

    async def ask(self, query: str) -> dict[str, object]:
        tree = self.compared.tree(query)
        if tree is not None and queries(tree):
            before = Counter(self.compared.ways)
            await self.compared.hold(tree, query, self.variables)
            (way,) = Counter(self.compared.ways) - before
            self.went.append((str(way), query))
        return await super().ask(query)


def queries(tree: Any) -> bool:
    """Whether a document has one operation, and that a query."""
    found = [each for each in tree.definitions if isinstance(each, OperationDefinitionNode)]
    return [each.operation for each in found] == [OperationType.QUERY]


async def test_every_query_of_the_pages_is_answered_compiled(
    session_embedded: Embedded, remark: Callable[[str, str], None]
):
    ways, others = Counter[str](), list[str]()
    for page in PAGES:
        both = Both(session_embedded)
        for block in blocks(page):
            await both.take(block, f"{page.name}:{block.line}")
        ways.update(way for way, _ in both.went)
        others += [f"{page.name}: {query}" for way, query in both.went if way != Way.COMPILED]
    assert not others, "\n".join(others)
    remark("queries of the pages", f"{dict(ways)} of {ways.total()} answered compiled")
    assert ways.total() >= 50


LITERAL = re.compile(r'''`([^`]*)`|"""(.*?)"""|"((?:[^"\\\n]|\\.)*)"''', re.DOTALL)
READ = {"http", "json", "python", "sh", "typescript"}
GIVEN = {"uid": "u1", "uids": ["u1", "c1"]}


def literals() -> list[str]:
    """What stands in quotes in the sample clients, and in the snippets of clients on the pages."""
    kinds = ("py", "mjs", "ts")
    files = [each for kind in kinds for each in sorted(ROOT.glob(f"tests/clients/**/*.{kind}"))]
    texts = [each.read_text("utf-8") for each in files if "node_modules" not in each.parts]
    texts += [each.text for page in PAGES for each in blocks(page) if each.kind in READ]
    return [next(filter(None, found), "") for text in texts for found in LITERAL.findall(text)]


async def test_every_query_of_the_sample_clients_is_answered_compiled(embedded: Embedded):
    shared = await planted(embedded, ladder("fixture"))

    async def context() -> Context:
        return Context(await shared.facts(), NOW)

    compared, asked = Comparison(schema, context), list[str]()
    for text in sorted(set(literals())):
        try:
            tree = compared.tree(text.replace("\\n", "\n"))
        except GraphQLSyntaxError:  # most of what stands in quotes is no query
            continue
        if tree is not None and queries(tree):
            asked.append(text)
            await compared.hold(tree, text, GIVEN)
    assert compared.ways == {Way.COMPILED: len(asked)}, (asked, compared.reasons)
    assert len(asked) >= 5, asked
