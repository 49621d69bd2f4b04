"""The questions and acts of the guides, named, as a frontend would keep them in its files."""

import re
from collections.abc import Iterator

from graphql import OperationDefinitionNode, parse, print_ast, validate

from gateway.documents.execution import core
from resolvers.schema import schema
from tests.docs.blocks import PAGES, blocks

_HEAD = re.compile(r"^(query|mutation|subscription)?\s*\w*")


def operations(prefix: str) -> Iterator[str]:
    """Each valid operation of the pages under a name of its own: `prefix7Query`."""
    texts = (block.text for page in PAGES for block in blocks(page) if block.kind == "graphql")
    for number, text in enumerate(texts, 1):
        tree = parse(text)
        (first, *more) = tree.definitions
        if more or not isinstance(first, OperationDefinitionNode) or validate(core(schema), tree):
            continue
        kind = first.operation.value
        name = f"{kind} {prefix}{number}{kind.capitalize()}"
        yield _HEAD.sub(name, print_ast(first), count=1)
