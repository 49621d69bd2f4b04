"""The rules of the graph are laid once, and versions are kept apart."""

import re
from pathlib import Path

import pytest

from graph.store import facts, grammar, ledger, schema
from graph.store.cypher import inline
from graph.store.engine import Engine
from graph.store.errors import SchemaTooNew, SchemaTooOld, StoreConflict, StoreSetting
from tests.engines import COUNT, empty, write
from tests.store.books import AUTHOR, branches, later, planted
from tests.store.papers import papers

pytestmark = pytest.mark.anyio

LEDGER = inline(
    "MATCH (l:Ledger) RETURN l.id AS id, l.revision AS revision, l.schemaVersion AS version,"
    " l.lock AS lock"
)
MENTIONS = inline(
    "MATCH (e:Event) OPTIONAL MATCH (m:Mention {seq: e.seq})"
    " RETURN e.seq AS seq, e.kindBlock AS block, m.subjectBlock AS about, m.kind AS kind"
    " ORDER BY seq, about"
)
RULES = [grammar.bare(each.text) for each in schema.rules(schema.HERE / "rules.cypher")]
NODES = re.findall(r"FOR \(n:(\w+)\) REQUIRE n\.(\w+) IS UNIQUE", "".join(RULES))
EDGES = re.findall(r"FOR \(\)-\[r:(\w+)\]-\(\) REQUIRE r\.(\w+) IS UNIQUE", "".join(RULES))


async def set_version(engine: Engine, version: int) -> None:
    await write(engine, "MATCH (l:Ledger) SET l.schemaVersion = $version", version=version)


async def test_preparing_twice_is_preparing_once(engine: Engine):
    for _ in range(2):
        await schema.prepare(engine)
        assert await engine.run(LEDGER) == [
            {"id": "ledger", "revision": 0, "version": schema.VERSION, "lock": ""}
        ]
        assert await engine.run(COUNT) == [{"n": 1}]


async def test_preparing_leaves_what_is_there_alone(engine: Engine):
    await write(engine, "MATCH (l:Ledger) SET l.revision = 7")
    await write(engine, "CREATE (:Account {uid: 'east'})")
    await schema.prepare(engine)
    assert (await engine.run(LEDGER))[0]["revision"] == 7
    assert await engine.run(COUNT) == [{"n": 2}]


def laid(path: Path) -> dict[str, str]:
    """What a file lays, by name: CONSTRAINT or INDEX."""
    words = [grammar.bare(each.text).split() for each in schema.rules(path)]
    return {name: kind for _, kind, name, *_ in words}


async def standing(engine: Engine) -> set[str]:
    """The names of the rules in the store."""
    constraints = await engine.run(inline("SHOW CONSTRAINTS YIELD name RETURN name"))
    indexes = await engine.run(inline("SHOW INDEXES YIELD name RETURN name"))
    return {row["name"] for row in [*constraints, *indexes]}


async def test_every_rule_of_the_file_stands_in_the_store(engine: Engine):
    assert laid(schema.HERE / "rules.cypher").keys() <= await standing(engine)
    indexes = await engine.run(inline("SHOW INDEXES YIELD state RETURN state"))
    assert {row["state"] for row in indexes} <= {"ONLINE", "POPULATING"}


@pytest.mark.parametrize(("label", "key"), NODES)
async def test_a_node_has_its_key_to_itself(engine: Engine, label: str, key: str):
    create = f"CREATE (:{label} {{{key}: $value}})"
    value = 7 if key == "seq" else "ledger"
    if label != "Ledger":
        await write(engine, create, value=value)
    with pytest.raises(StoreConflict):
        await write(engine, create, value=value)


@pytest.mark.parametrize(("kind", "key"), EDGES)
async def test_a_dated_edge_has_its_key_to_itself(engine: Engine, kind: str, key: str):
    await write(engine, "CREATE (:Account {uid: 'a'}) CREATE (:Account {uid: 'b'})")
    ends = "MATCH (a:Account {uid: 'a'}), (b:Account {uid: 'b'})"
    link = f"{ends} CREATE (a)-[:{kind} {{{key}: $value}}]->(b)"
    await write(engine, link, value="x@1")
    await write(engine, link, value="x@2")
    with pytest.raises(StoreConflict):
        await write(engine, link, value="x@1")


def test_the_things_that_must_be_told_apart_have_a_rule_each():
    assert {("Account", "uid"), ("Party", "id"), ("Ledger", "id"), ("Event", "seq")} <= set(NODES)
    assert {("PARTNER_OF", "key"), ("CITY_PARTNER_OF", "key"), ("LINKED_TO", "key")} <= set(EDGES)


async def test_a_store_of_a_newer_program_is_refused(engine: Engine):
    await set_version(engine, schema.VERSION + 1)
    with pytest.raises(SchemaTooNew, match="run the newer program") as raised:
        await schema.prepare(engine)
    assert raised.value.code == "SCHEMA_TOO_NEW"


async def test_a_store_of_an_older_program_is_refused_with_the_commands_to_run(engine: Engine):
    await set_version(engine, 0)
    with pytest.raises(SchemaTooOld, match="gateway export FOLDER") as raised:
        await schema.prepare(engine)
    assert raised.value.code == "SCHEMA_TOO_OLD"
    assert (await engine.run(LEDGER))[0]["version"] == 0


async def test_a_store_of_an_older_program_is_migrated_where_there_is_a_way(
    engine: Engine, tmp_path: Path
):
    await set_version(engine, 1)
    await write(engine, "CREATE (:Account {uid: 'east', title: 'East'})")
    (tmp_path / "migrate_1.cypher").write_text(
        "// Titles become names.\n"
        "MATCH (a:Account) WHERE a.title IS NOT NULL SET a.name = a.title;\n"
        "MATCH (a:Account) REMOVE a.title;\n"
    )
    (tmp_path / "migrate_2.cypher").write_text("MATCH (a:Account) SET a.seen = 'a;b // c'")
    await schema.prepare(engine, tmp_path, version=3)
    assert (await engine.run(LEDGER))[0]["version"] == 3
    text = "MATCH (a:Account) RETURN a.name AS name, a.title AS title, a.seen AS seen"
    assert await engine.run(inline(text)) == [{"name": "East", "title": None, "seen": "a;b // c"}]


async def test_a_store_of_version_1_is_given_the_rules_of_papers(engine: Engine):
    await ledger.plant(engine, branches(), AUTHOR)
    before = await facts.world(engine)
    for name, kind in laid(schema.HERE / "migrate_1.cypher").items():
        await write(engine, f"DROP {kind} {name} IF EXISTS")
    await set_version(engine, 1)
    for _ in range(2):
        await schema.prepare(engine)
        assert (await engine.run(LEDGER))[0]["version"] == schema.VERSION
        assert laid(schema.HERE / "rules.cypher").keys() <= await standing(engine)
    assert await facts.world(engine) == before
    await ledger.plant(engine, papers(), later())
    with pytest.raises(StoreConflict):
        await write(engine, "CREATE (:Note {key: 'm1@1'})")


def test_migrations_lay_rules_that_a_new_store_has_too():
    new = {rule.strip() for rule in RULES}
    for step in range(1, schema.VERSION):
        rules = schema.rules(schema.HERE / f"migrate_{step}.cypher")
        assert {grammar.bare(each.text).strip() for each in rules if not each.outputs} <= new


async def test_a_step_that_says_what_is_left_is_run_until_nothing_is(
    engine: Engine, tmp_path: Path
):
    await write(engine, "UNWIND range(1, 5) AS n CREATE (:Account {uid: toString(n)})")
    (tmp_path / "migrate_1.cypher").write_text(
        "MATCH (a:Account) WHERE a.seen IS NULL WITH a ORDER BY a.uid LIMIT 2"
        " SET a.seen = 1 RETURN count(a) AS left"
    )
    await set_version(engine, 1)
    await schema.prepare(engine, tmp_path, version=2)
    assert await engine.run(inline("MATCH (a:Account) RETURN sum(a.seen) AS n")) == [{"n": 5}]


async def test_the_events_of_a_store_of_version_2_are_named_by_what_they_are_about(engine: Engine):
    await planted(engine)
    named = await engine.run(MENTIONS)
    await write(engine, "MATCH (m:Mention) DELETE m")
    await write(engine, "MATCH (e:Event) REMOVE e.kindBlock")
    await set_version(engine, 2)
    await schema.prepare(engine)
    assert await engine.run(MENTIONS) == named
    assert (await engine.run(LEDGER))[0]["version"] == schema.VERSION


async def test_a_migration_that_lacks_a_step_stops_where_it_was(engine: Engine, tmp_path: Path):
    await set_version(engine, 1)
    (tmp_path / "migrate_1.cypher").write_text("MATCH (l:Ledger) SET l.seen = 1")
    with pytest.raises(SchemaTooOld, match="has schema version 2, this program needs 3"):
        await schema.prepare(engine, tmp_path, version=3)
    assert (await engine.run(LEDGER))[0]["version"] == 2


async def test_a_database_with_data_of_somebody_else_is_not_taken(engine: Engine):
    await empty(engine)
    await write(engine, "CREATE (:Film {title: 'x'})")
    with pytest.raises(StoreSetting, match="it holds other data"):
        await schema.prepare(engine)
    assert await engine.run(COUNT) == [{"n": 1}]


async def test_a_new_store_is_prepared(engine: Engine):
    await empty(engine)
    await schema.prepare(engine)
    assert (await engine.run(LEDGER))[0]["version"] == schema.VERSION
