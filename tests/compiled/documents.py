"""Random documents over any schema, valid as they are, and random variables for them."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
)

STRINGS = ["", "a", "zürich", "'\"\\", "\u2028line\u2029", "{x}", "__import__('os')", "\x00\x7f"]
INTS = [0, 1, -1, 3, 7, 2**31 - 1, -(2**31)]
PLAIN = ("String", "ID", "Int", "Month")
KEYS = ["a", "b", "__x", "import", "def_", "None", "f0", "v", "root", "n0", "TRUSTED", "print"]


class Documents:
    """Makes documents of one schema.

    `texts` has values for scalars by the name of the type, `named` texts for arguments by theirs,
    `whole` all arguments of a field of the root.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        rng: Random,
        texts: Mapping[str, Callable[[Random], Any]],
        named: Mapping[str, Sequence[Any]] | None = None,
        whole: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.schema, self.rng, self.texts = schema, rng, texts
        self.named, self.whole = named or {}, whole or {}

    def make(self, depth: int = 4) -> tuple[str, dict[str, tuple[str, Any]]]:
        """A text, and its variables: name → (type as text, type)."""
        self.variables: dict[str, tuple[str, Any]] = {}
        self.fragments: dict[str, tuple[str, str]] = {}
        body = self.selection(self.schema.query_type, depth)
        declared = ", ".join(
            f"${name}: {kind}{self.default(type_)}"
            for name, (kind, type_) in self.variables.items()
        )
        head = f"query Q({declared})" if declared else self.rng.choice(["query Q", "query"])
        parts = [f"{head} {body}"]
        parts += [f"fragment {n} on {on} {text}" for n, (on, text) in self.fragments.items()]
        return "\n".join(parts), self.variables

    def default(self, type_: Any) -> str:
        if isinstance(type_, GraphQLNonNull) or self.rng.random() < 0.6:
            return ""
        return f" = {self.literal(type_)}"

    def selection(self, kind: Any, depth: int) -> str:
        """A selection in braces."""
        rng = self.rng
        parts = [self.selected(kind, depth) for _ in range(rng.randint(1, 4))]
        if rng.random() < 0.15 and parts:
            parts.append(rng.choice(parts))  # merged
        return "{ " + " ".join(parts) + " }"

    def selected(self, kind: Any, depth: int) -> str:
        rng = self.rng
        chance = rng.random()
        if chance < 0.1:
            return f"{self.alias('__typename')}__typename{self.condition()}"
        if chance < 0.2 or not getattr(kind, "fields", None):
            on = self.possible(kind)
            return f"... on {on.name}{self.condition()} {self.selection(on, depth)}"
        if chance < 0.25:
            return f"...{self.condition()} {self.selection(kind, depth)}"
        if chance < 0.32:
            return self.spread(kind, depth)
        return self.field(kind, depth)

    def possible(self, kind: Any) -> Any:
        """A type that a fragment in a selection of this type may be on."""
        if not is_abstract_type(kind):
            return self.rng.choice([kind, *kind.interfaces])
        options = self.schema.get_possible_types(kind)
        return self.rng.choice([*options, *options[0].interfaces, kind])

    def spread(self, kind: Any, depth: int) -> str:
        same = [name for name, (on, _) in self.fragments.items() if on == kind.name]
        if same and self.rng.random() < 0.5:
            return f"...{self.rng.choice(same)}{self.condition()}"
        body = self.selection(kind, max(depth - 1, 1))
        name = f"F{len(self.fragments)}"
        self.fragments[name] = (kind.name, body)
        return f"...{name}{self.condition()}"

    def field(self, kind: Any, depth: int) -> str:
        options = dict(kind.fields)
        if depth <= 1:
            options = {
                name: each
                for name, each in options.items()
                if not is_composite_type(get_named_type(each.type))
            }
        if not options:
            return "__typename"
        name = self.rng.choice(list(options))
        field: GraphQLField = options[name]
        whole = self.whole.get(name, ()) if kind is self.schema.query_type else ()
        args = self.arguments(name, field, whole)
        alias = self.alias(name + args)
        below = get_named_type(field.type)
        body = f" {self.selection(below, depth - 1)}" if is_composite_type(below) else ""
        return f"{alias}{name}{args}{self.condition()}{body}"

    def alias(self, name: str) -> str:
        if self.rng.random() < 0.7 and "(" not in name:
            return ""
        number = sum(map(ord, name)) % 9973
        return f"{self.rng.choice(KEYS)}_{number}: "

    def condition(self) -> str:
        rng = self.rng
        if rng.random() > 0.12:
            return ""
        name = rng.choice(["skip", "include"])
        if rng.random() < 0.3:
            return f" @{name}(if: {rng.choice(['true', 'false'])})"
        variable = rng.choice(["c0", "c1"])
        self.variables[variable] = ("Boolean!", GraphQLNonNull(GraphQLBoolean))
        return f" @{name}(if: ${variable})"

    def arguments(self, called: str, field: GraphQLField, whole: Sequence[str]) -> str:
        if whole and self.rng.random() < 0.9:
            return f"({self.rng.choice(whole)})"
        parts: list[str] = []
        for name, argument in field.args.items():
            required = isinstance(argument.type, GraphQLNonNull)
            if self.rng.random() < 0.4 and not required:
                continue
            parts.append(f"{name}: {self.argument(f'{called}_{name}', argument)}")
        return f"({', '.join(parts)})" if parts else ""

    def argument(self, called: str, argument: GraphQLArgument) -> str:
        if self.rng.random() < 0.4:
            name = f"v{len(self.variables)}_{called}"
            self.variables[name] = (str(argument.type), argument.type)
            return f"${name}"
        texts = self.known(called, argument.type)
        return self.literal(argument.type, texts if self.rng.random() < 0.95 else ())

    def literal(self, kind: Any, texts: Sequence[Any] = ()) -> str:
        return written(self.of_texts(kind, texts) if texts else self.value(kind), kind)

    def known(self, called: str, kind: Any) -> Sequence[Any]:
        """The texts for an argument or field of this name and type; nothing if there are none."""
        if get_named_type(kind).name not in PLAIN:
            return ()
        return self.named.get(called) or self.named.get(called.rpartition("_")[2], ())

    def of_texts(self, kind: Any, texts: Sequence[Any]) -> Any:
        """A value made of given texts: a text, or a list of some."""
        if isinstance(kind, GraphQLNonNull):
            return self.of_texts(kind.of_type, texts)
        if isinstance(kind, GraphQLList):
            return [self.of_texts(kind.of_type, texts) for _ in range(self.rng.randint(1, 3))]
        found = self.rng.choice(texts)
        return found(self) if callable(found) else found

    def value(self, kind: Any, depth: int = 2) -> Any:
        """A value of an input type; OMITTED for a field that is left out."""
        rng = self.rng
        if isinstance(kind, GraphQLNonNull):
            return self.solid(kind.of_type, depth)
        return None if rng.random() < 0.15 else self.solid(kind, depth)

    def solid(self, kind: Any, depth: int) -> Any:
        rng = self.rng
        if isinstance(kind, GraphQLList):
            return [self.value(kind.of_type, depth) for _ in range(rng.randint(0, 2))]
        if isinstance(kind, GraphQLEnumType):
            return rng.choice(list(kind.values))
        if isinstance(kind, GraphQLInputObjectType):
            return self.object(kind, depth)
        simple: dict[str, Callable[[Random], Any]] = {
            "Int": lambda r: r.choice(INTS),
            "Float": lambda r: r.choice([0.5, -1.0, 3, 1e20]),
            "Boolean": lambda r: r.random() < 0.5,
            "String": lambda r: r.choice(STRINGS),
            "ID": lambda r: r.choice(["x", "7"]),
        }
        return {**simple, **self.texts}[kind.name](rng)

    def object(self, kind: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        one = kind.out_type is not GraphQLInputObjectType.out_type
        if one:
            name = self.rng.choice(list(kind.fields))
            return {name: self.solid(kind.fields[name].type, depth)}
        return {
            name: self.of_texts(field.type, self.known(name, field.type))
            if self.known(name, field.type)
            else self.value(field.type, depth - 1)
            for name, field in kind.fields.items()
            if isinstance(field.type, GraphQLNonNull) or (depth > 0 and self.rng.random() < 0.5)
        }

    def given(self, variables: dict[str, tuple[str, Any]]) -> dict[str, Any]:
        """Values for variables; now and then one is missing or of a wrong type."""
        found: dict[str, Any] = {}
        for name, (_, kind) in variables.items():
            chance = self.rng.random()
            if chance < 0.15 and not isinstance(kind, GraphQLNonNull):
                continue
            texts = self.known(name.partition("_")[2], kind)
            found[name] = self.of_texts(kind, texts) if texts else self.value(kind)
            if chance > 0.995:
                found[name] = self.rng.choice([None, "wrong", 2**40, [], {"x": 1}])
        return found


def written(value: Any, kind: Any) -> str:
    """A value as a literal of its type."""
    if isinstance(kind, GraphQLNonNull):
        return written(value, kind.of_type)
    if value is None:
        return "null"
    if isinstance(kind, GraphQLList):
        return "[" + ", ".join(written(each, kind.of_type) for each in value) + "]"
    if isinstance(kind, GraphQLEnumType):
        return str(value)
    if isinstance(kind, GraphQLInputObjectType):
        inner = (f"{name}: {written(v, kind.fields[name].type)}" for name, v in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = "".join(c if c.isalnum() and c.isascii() else f"\\u{ord(c):04x}" for c in value)
        return f'"{escaped}"'
    return str(value)
