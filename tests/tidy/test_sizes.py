"""Files and functions stay small enough to be read at one sitting."""

import ast
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.tidy.tree import ROOMS, modules, name

FILE_LINES = 300
FUNCTION_LINES = 40
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def body_lines(function: Function) -> int:
    """Lines from the first statement to the last, without the docstring and the signature.

    >>> body_lines(ast.parse("def f(a,\\n b):\\n '''What.'''\\n a\\n\\n return b").body[0])
    3
    """
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_a_file_has_at_most_300_lines():
    lines = {
        name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules(*ROOMS, "tests")
    }
    long = {each: count for each, count in lines.items() if count > FILE_LINES}
    assert not long, "split them by subject"


def test_a_function_has_at_most_40_lines():
    long = {
        f"{name(path)}:{each.lineno} {each.name}": body_lines(each)
        for path in modules(*ROOMS)
        for each in functions(path)
        if body_lines(each) > FUNCTION_LINES
    }
    assert not long, "split them by step"


def test_the_median_function_is_remarked_on(remark: Callable[[str, str], None]):
    sizes = [body_lines(each) for path in modules(*ROOMS) for each in functions(path)]
    assert sizes
    remark(
        "sizes",
        f"{len(sizes)} functions, median {statistics.median(sizes):g} lines, longest {max(sizes)}",
    )
