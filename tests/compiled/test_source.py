"""What stands in generated source: words of ours, names of the schema, numbers; nothing else."""

import keyword
import re
import tokenize
from enum import Enum
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import strawberry
from graphql import parse
from hypothesis import given, settings
from hypothesis import strategies as st
from strawberry import Schema

import gateway.compiled
from gateway.compiled.outline import Attribute, every
from gateway.compiled.planning import Planner, Unsupported
from gateway.compiled.writing import Writer
from gateway.documents.execution import core
from resolvers.schema import schema as house
from tests.compiled.documents import Documents
from tests.compiled.test_differences import HOUSE, NAMED, TORTURE, WHOLE
from tests.compiled.torture import SCHEMA

OURS = {"build", "root", "nexts", "values", "found", "append", "type", "list", "tuple", "_name_"}
OURS |= {"TRUSTED", "judged", "refuse", "float", "int", "str", "bool"}
NUMBERED = re.compile(r"(v|c|n|kind|kinds|items|row|value)\d*")
EVIL = "']})\"\"\"\n\u2028#{0}__import__('os').abort()"


def source_of(schema: Schema, text: str, variables: dict[str, Any]) -> tuple[str, set[str]]:
    """The source for a document, and the attributes of the schema that it may name."""
    executor: Any = schema.execution_context_class.build(
        core(schema), parse(text), raw_variable_values=variables
    )
    if isinstance(executor, list):
        return "", set()
    planner = Planner(schema, executor)
    try:
        outline = planner.outline()
    except Unsupported:  # what no plan can hold has no source
        return "", set()
    names = {
        each.source.name
        for shape in every(outline)
        for each in shape.fields
        if isinstance(each.source, Attribute)
    }
    return Writer().source(outline, planner.slots), names


def foreign(source: str, names: set[str]) -> list[str]:
    """Tokens that should not be there."""
    found: list[str] = []
    for token in tokenize.generate_tokens(StringIO(source).readline):
        if token.type in (tokenize.STRING, tokenize.COMMENT):
            found.append(token.string)
        known = keyword.iskeyword(token.string) or token.string in OURS | names
        if token.type == tokenize.NAME and not known and not NUMBERED.fullmatch(token.string):
            found.append(token.string)
    return found


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_token_of_a_random_document_is_in_its_source(seed: int):
    for schema, given_ in ((SCHEMA, (TORTURE,)), (house, (HOUSE, NAMED, WHOLE))):
        maker = Documents(core(schema), Random(seed), *given_)
        text, variables = maker.make(4)
        source, names = source_of(schema, text, maker.given(variables))
        assert not foreign(source, names), text


@strawberry.enum(description=EVIL)
class Mood(Enum):
    GOOD = strawberry.enum_value(EVIL, description=EVIL)
    BAD = EVIL + "2"


@strawberry.type(description=EVIL)
class Hostile:
    """A type of which all that is free text would break out of a literal."""

    mood: Mood = strawberry.field(description=EVIL, deprecation_reason=EVIL)
    moods: list[Mood | None] = strawberry.field(metadata={"tag": EVIL})

    @strawberry.field(description=EVIL)
    def said(self, word: str = EVIL, mood: Mood = Mood.GOOD) -> str:
        return f"{word}{mood.name}"


@strawberry.type
class Query:
    @strawberry.field
    def hostile(self) -> Hostile:
        return Hostile(mood=Mood.GOOD, moods=[Mood.BAD, None])


HOSTILE = strawberry.Schema(Query)


def test_free_text_of_a_schema_is_no_part_of_the_source():
    text = '{ hostile { mood moods said a: said(word: "\\"\\u2028#{", mood: BAD) } }'
    source, names = source_of(HOSTILE, text, {})
    assert not foreign(source, names)
    assert not set(source) & set("'\"\\#{}\u2028")
    result = HOSTILE.execute_sync(text)
    assert result.data == {
        "hostile": {
            "mood": "GOOD",
            "moods": ["BAD", None],
            "said": f"{EVIL}GOOD",
            "a": '"\u2028#{BAD',
        }
    }


def test_one_place_alone_makes_code_of_text():
    folder = Path(gateway.compiled.__file__).parent
    makes = re.compile(r"\b(exec|eval|compile|__import__|FunctionType)\(")
    places = [
        (path.name, word)
        for path in sorted(folder.glob("*.py"))
        for word in makes.findall(path.read_text(encoding="utf-8"))
    ]
    assert places == [("writing.py", "exec"), ("writing.py", "compile")]
