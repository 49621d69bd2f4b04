from pathlib import Path

from resolvers.schema import sdl

FILE = Path(__file__).parents[2] / "schema.graphql"


def test_the_schema_file_says_what_the_code_answers():
    written = FILE.read_text(encoding="utf-8")
    assert written == sdl(), "run `gateway schema --out schema.graphql` and note it in CHANGELOG.md"
