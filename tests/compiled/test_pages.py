"""What the pages and the sample clients ask is answered by plans, as graphql-core answers it."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from graphql import OperationDefinitionNode, OperationType

from gateway.compiled import Way
from graph.store.embedded import Embedded
from resolvers.context import Context
from resolvers.schema import schema
from tests.compiled.differing import Comparison
from tests.docs.blocks import PAGES, blocks
from tests.docs.test_pages import NOW, Asking

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
