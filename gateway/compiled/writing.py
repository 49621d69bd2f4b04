"""From an outline to the function that puts an answer together.

No text of a request enters the source: response keys are names of the answer's Structs, given to
msgspec as data; constants are handed over by reference; attributes are named by the schema.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, Final, TypeAlias

import msgspec
from graphql import GraphQLEnumType
from msgspec import Struct

from gateway.compiled.leaves import TESTS, coercion, plain, spoken
from gateway.compiled.outline import (
    Attribute,
    Chosen,
    Constant,
    Field,
    Items,
    Leaf,
    Out,
    Row,
    Shape,
)
from gateway.compiled.trust import TRUSTED, Abandoned, judged
from gateway.compiled.typed import fitting, plain_leaf

Build: TypeAlias = Callable[[Any, tuple[Callable[[], Any], ...]], Any]
"""Makes an answer of the root value and of what gives the next value of each column."""

DEEPEST = 30
"""Levels of indentation in one function; what is deeper is a function of its own."""

MOST_NESTED = 4
"""Objects within each other that one expression makes, if nothing in them has to be tested."""

MOST_STRUCTS = 2_000
_structs: OrderedDict[tuple[str, ...], type[Struct]] = OrderedDict()


def answer_struct(keys: tuple[str, ...]) -> type[Struct]:
    """A Struct that is written as an object with these keys in this order."""
    found = _structs.get(keys)
    if found is None:
        names = [f"f{place}" for place in range(len(keys))]
        renamed = dict(zip(names, keys, strict=True))
        found = msgspec.defstruct("Answer", names, rename=renamed, gc=False)
        _structs[keys] = found
        if len(_structs) > MOST_STRUCTS:
            _structs.popitem(last=False)
    return found


def refuse(found: object) -> None:
    """Give up an answer for a value that is no list, or an object of a wrong type."""
    raise Abandoned(f"unexpected {type(found).__name__}")


class Writer:
    """Writes one function; `constants` are the names that its source uses."""

    def __init__(self) -> None:
        """Begin with the names that every function uses."""
        self.constants: dict[str, Any] = {"TRUSTED": TRUSTED, "judged": judged, "refuse": refuse}
        self._functions: list[str] = []
        self._numbers = count()
        self._names: dict[tuple[str, int], str] = {}

    def source(self, root: Shape, slots: int) -> str:
        """The source of the function that puts the outlined answer together."""
        body: list[str] = []
        self._row(root, "root", " ", body)
        nexts = "".join(f"n{slot}, " for slot in range(slots))
        unpacked = [f" ({nexts}) = nexts"] if slots else []
        lines = ["def build(root, nexts):", *unpacked, *self._functions, *body, " return root"]
        return "\n".join(lines) + "\n"

    def _row(self, shape: Shape, var: str, pad: str, lines: list[str]) -> None:
        """Lines that put the answer for an object in the place of the object."""
        names = [self._field(field, var, pad, lines) for field in shape.fields]
        struct = self._constant(answer_struct(tuple(field.key for field in shape.fields)))
        lines.append(f"{pad}{var} = {struct}({', '.join(names)})")

    def _field(self, field: Field, var: str, pad: str, lines: list[str]) -> str:
        match field.source:
            case Attribute(name=attribute) if field.slot is None:
                read = f"{var}.{attribute}"
            case _ if field.slot is not None:
                read = f"n{field.slot}()"
            case source:
                return self._constant(getattr(source, "text", None))
        name = self._fresh()
        lines.append(f"{pad}{name} = {read}")
        self._value(field.out, name, pad, lines)
        return name

    def _value(self, out: Out, name: str, pad: str, lines: list[str]) -> None:
        """Lines that put what is written in the place of a value."""
        if isinstance(out, Leaf):
            lines.extend(pad + line for line in self._leaf(out, name))
            return
        if out.nullable:
            lines.append(f"{pad}if {name} is not None:")
            pad += " "
        match out:
            case Items(of=of):
                lines.append(f"{pad}{name} = {self._items(of)}({name})")
            case Chosen(shapes=shapes, slot=slot):
                lines.append(f"{pad}{name} = {self._several(shapes)}[n{slot}()]({name})")
            case Row() if known := self._known(out, name):
                lines.append(f"{pad}{name} = {known}")
            case Row() if len(pad) > DEEPEST:
                lines.append(f"{pad}{name} = {self._alone(out)}({name})")
            case Row(shape=shape):
                self._tested(shape, name, pad, lines)
                self._row(shape, name, pad, lines)

    def _tested(self, shape: Shape, name: str, pad: str, lines: list[str]) -> None:
        lines.append(f"{pad}if type({name}) not in TRUSTED: judged({name})")
        if shape.kind.is_type_of is not None:
            test = self._constant(shape.kind.is_type_of)
            lines.append(f"{pad}if not {test}({name}, None): refuse({name})")

    def _items(self, of: Out) -> str:
        """The name of a function for a list."""
        return self._once(("items", of), lambda name: self._listed(name, of))

    def _listed(self, name: str, of: Out) -> list[str]:
        lists = "  if type(values) is not list and type(values) is not tuple: refuse(values)"
        if isinstance(of, Row) and (known := self._known(of, "v")):
            return [f" def {name}(values):", lists, f"  return [{known} for v in values]"]
        lines = list[str]()
        self._value(of, "v", "  ", lines)
        within = [" " + line for line in lines]
        local = "".join(f", {each}={each}" for each in _often(lines))
        each = ["  found = []", "  for v in values:", *within, "   found.append(v)"]
        return [f" def {name}(values{local}):", lists, *each, "  return found"]

    def _known(self, row: Row, read: str, deep: int = 0) -> str:
        """An expression for an object of classes whose leaves need no test, or of any other.

        Empty if there are no such classes. `read` is where the object is: a name, or an expression.
        """
        typed = fitting(row.shape) if deep < MOST_NESTED else None
        if not typed:
            return ""
        var = read if read.isidentifier() else self._fresh()
        seen = read if read == var else f"{var} := {read}"
        kinds, otherwise = self._constant(typed), self._alone(row)
        struct = self._constant(answer_struct(tuple(field.key for field in row.shape.fields)))
        parts = ", ".join([self._part(field, var, deep) for field in row.shape.fields])
        return f"{struct}({parts}) if type({seen}) in {kinds} else {otherwise}({var})"

    def _part(self, field: Field, var: str, deep: int) -> str:
        """An expression for a field of an object of such classes."""
        source, out = field.source, field.out
        if isinstance(source, Constant):
            return self._constant(source.text)
        read = f"n{field.slot}()"
        if isinstance(source, Attribute) and field.slot is None:
            read = f"{var}.{source.name}"
            leaf = plain_leaf(field)
            if leaf is not None and not isinstance(leaf.kind, GraphQLEnumType):
                return read
        if isinstance(out, Row) and (within := self._known(out, read, deep + 1)):
            return f"({within})"
        return f"{self._lone(out)}({read})"

    def _lone(self, out: Out) -> str:
        """The name of a function for any value."""
        return self._once(("value", out), lambda name: self._taken(name, out))

    def _taken(self, name: str, out: Out) -> list[str]:
        lines = list[str]()
        self._value(out, "v", "  ", lines)
        return [f" def {name}(v):", *lines, "  return v"]

    def _alone(self, row: Row) -> str:
        """The name of a function for an object of which nothing is known."""
        return self._once(("row", row), lambda name: self._judged(name, row))

    def _judged(self, name: str, row: Row) -> list[str]:
        lines = ["  if v is None: return None"] if row.nullable else []
        self._tested(row.shape, "v", "  ", lines)
        self._row(row.shape, "v", "  ", lines)
        return [f" def {name}(v):", *lines, "  return v"]

    def _once(self, key: tuple[str, Out], write: Callable[[str], list[str]]) -> str:
        """The name of a function, which is written when it is asked for the first time."""
        word, out = key
        name = self._names.get((word, id(out)))
        if name is None:
            name = self._names[word, id(out)] = self._fresh(word)
            self._functions += write(name)
        return name

    def _several(self, shapes: tuple[Shape, ...]) -> str:
        """The name of a tuple of functions, one a type; the resolve phase tested the type."""
        names: list[str] = []
        for shape in shapes:
            name, lines = self._fresh("kind"), list[str]()
            self._row(shape, "v", "  ", lines)
            self._functions += [f" def {name}(v):", *lines, "  return v"]
            names.append(name)
        several = self._fresh("kinds")
        self._functions.append(f" {several} = ({''.join(each + ', ' for each in names)})")
        return several

    def _leaf(self, leaf: Leaf, name: str) -> Iterator[str]:
        coerce = self._constant(coercion(leaf.kind))
        if isinstance(leaf.kind, GraphQLEnumType):
            yield from self._enum(leaf, leaf.kind, name, coerce)
        elif leaf.kind in TESTS:
            test = TESTS[leaf.kind].format(name)
            unless = f"{name} is not None and ({test})" if leaf.nullable else test
            yield f"if {unless}: {name} = {coerce}({name})"
        else:
            yield from self._scalar(leaf, name)

    def _enum(self, leaf: Leaf, kind: GraphQLEnumType, name: str, coerce: str) -> Iterator[str]:
        known = spoken(kind)
        if known is None:
            yield (
                f"if {name} is not None: {name} = {coerce}({name})"
                if leaf.nullable
                else (f"{name} = {coerce}({name})")
            )
            return
        names = self._constant(known[1])
        yield f"if type({name}) is {self._constant(known[0])}: {name} = {names}[{name}._name_]"
        otherwise = f"elif {name} is not None" if leaf.nullable else "else"
        yield f"{otherwise}: {name} = {coerce}({name})"

    def _scalar(self, leaf: Leaf, name: str) -> Iterator[str]:
        pad = ""
        if leaf.nullable:
            yield f"if {name} is not None:"
            pad = " "
        yield f"{pad}if type({name}) not in TRUSTED: judged({name})"
        yield f"{pad}{name} = {self._constant(leaf.kind.coerce_output_value)}({name})"
        yield f"{pad}if type({name}) is not str: {name} = {self._constant(plain)}({name})"

    def _constant(self, value: object) -> str:
        name = self._fresh("c")
        self.constants[name] = value
        return name

    def _fresh(self, word: str = "v") -> str:
        return f"{word}{next(self._numbers)}"


def _often(lines: list[str]) -> list[str]:
    """The names that are looked up for each value of a list, which are quicker as its locals."""
    return list(dict.fromkeys(re.findall(GLOBAL, "\n".join(lines))))


NAME: Final = "<compiled answer>"
GLOBAL: Final = r"\b(?:type|str|int|float|TRUSTED|c\d+)\b"


def built(root: Shape, slots: int) -> tuple[Build, int]:
    """The function that puts an outlined answer together, and the length of its source."""
    writer = Writer()
    source = writer.source(root, slots)
    exec(compile(source, NAME, "exec"), writer.constants)  # noqa: S102 - the source holds names of the schema and numbers, see above
    return writer.constants["build"], len(source)
