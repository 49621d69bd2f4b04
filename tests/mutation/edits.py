"""Small mistakes, made in the syntax tree: comparisons turned, conditions undone, numbers off."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Edit(NamedTuple):
    """A mistake: the file as seen from the top, its lines, what it is, and the file with it."""

    file: str
    lines: range
    what: str
    source: str

    def __str__(self) -> str:
        """`graph/rules/term.py:12 < becomes <=`."""
        return f"{self.file}:{self.lines.start} {self.what}"


def edits(root: Path, file: str) -> Iterator[Edit]:
    """Every mistake that can be made in a file, in its order."""
    tree = ast.parse((root / file).read_text("utf-8"))
    silent = _silent(tree)
    for at, node in enumerate(ast.walk(tree)):
        if node in silent or not isinstance(node, ast.expr | ast.stmt | ast.comprehension):
            continue
        for number in range(_ways(node)):
            mistaken = deepcopy(tree)
            changed = list(ast.walk(mistaken))[at]
            what = _change(changed, number)
            ast.fix_missing_locations(mistaken)
            yield Edit(file, _lines(node), what, ast.unparse(mistaken))


def _silent(tree: ast.Module) -> set[ast.AST]:
    """What no answer hangs from: annotations, docstrings, decorators, how a class is made."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef():
                apart: list[ast.AST | None] = [*node.keywords, *node.bases, *node.decorator_list]
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                apart = [node.returns, *node.decorator_list]
            case ast.arg() | ast.AnnAssign():
                apart = [node.annotation]
            case ast.Expr(value=ast.Constant()) | ast.Assign(targets=[ast.Name(id="__all__")]):
                apart = [node]
            case _:
                continue
        found |= {each for part in apart if part is not None for each in ast.walk(part)}
    return found


def _ways(node: ast.AST) -> int:
    """How many mistakes can be made in a node itself."""
    match node:
        case ast.Compare():
            return len(node.ops)
        case ast.BoolOp() | ast.If() | ast.IfExp() | ast.UnaryOp(op=ast.Not()):
            return 1
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            return 1
        case ast.Constant(value=bool() | int()):
            return 1
        case ast.Name(id=name, ctx=ast.Load()):
            return int(name in NAMES)
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            return 1
        case ast.comprehension():
            return len(node.ifs)
        case _:
            return 0


def _change(node: ast.AST, number: int) -> str:
    """Make a mistake in a node, and say which."""
    match node:
        case ast.Compare():
            before = node.ops[number]
            node.ops[number] = COMPARED[type(before)]()
            return f"{type(before).__name__} becomes {type(node.ops[number]).__name__}"
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            return f"becomes {type(node.op).__name__}"
        case ast.If() | ast.IfExp():
            node.test = ast.UnaryOp(ast.Not(), node.test)
            return "condition undone"
        case ast.UnaryOp():
            node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
            return "not left out"
        case ast.BinOp():
            node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            return f"becomes {type(node.op).__name__}"
        case ast.Constant():
            node.value = (
                not node.value if isinstance(node.value, bool) else int(str(node.value)) + 1
            )
            return f"becomes {node.value}"
        case ast.Name():
            node.id = NAMES[node.id]
            return f"becomes {node.id}"
        case ast.Expr():
            node.value = ast.Constant(None)
            return "left out"
        case ast.comprehension():
            del node.ifs[number]
            return "filter left out"
        case _:
            raise TypeError(node)


def _lines(node: ast.AST) -> range:
    """The lines of a node; of a compound statement its first."""
    if isinstance(node, ast.comprehension):
        node = node.ifs[0]
    assert isinstance(node, ast.expr | ast.stmt)
    if isinstance(node, ast.If):
        node = node.test
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)
