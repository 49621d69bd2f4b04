"""A result whose data are JSON already."""

from typing import Any, cast

import orjson
from graphql import ExecutionResult


class Encoded(ExecutionResult):
    """A whole result without errors; `text` are its data, as they are written."""

    __slots__ = ("text",)

    def __init__(self, text: bytes) -> None:
        """Take the data as JSON."""
        fragment: Any = orjson.Fragment(text)
        super().__init__(cast("dict[str, Any]", fragment), None)
        self.text = text
