"""What is exported is the same again when it is imported, whatever was in the store."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from gateway.exchange.exporting import FORMATS
from gateway.exchange.worlds import Size, world
from graph.store import facts
from graph.store.embedded import Embedded
from tests.engines import wipe
from tests.exchange.folders import exported, files, said, take_folder, totals
from tests.property.worlds import random_world

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("form", FORMATS)
async def test_what_is_exported_and_imported_is_the_same_again(
    embedded: Embedded, tmp_path: Path, form: str
):
    for seed, size in ((1, 30), (2, 60)):
        await wipe(embedded)
        given = exported(world(seed, Size(size)), tmp_path / f"{seed}-given", form)
        first = (await take_folder(embedded, given)).outcome
        assert said(first) == []
        once = exported(await facts.world(embedded), tmp_path / f"{seed}-once", form)
        assert totals((await take_folder(embedded, once)).outcome)[:2] == [0, 0]
        await wipe(embedded)
        await take_folder(embedded, once)
        again = exported(await facts.world(embedded), tmp_path / f"{seed}-again", form)
        assert files(again) == files(once)
        for name, text in files(given).items():
            assert set(text.splitlines()) <= set(files(once)[name].splitlines())


async def test_random_hierarchies_come_back_from_another_store_in_every_version(
    embedded: Embedded, tmp_path: Path
):
    for seed in range(6):
        await wipe(embedded)
        given = replace(random_world(seed), findings=())
        first = await take_folder(embedded, exported(given, tmp_path / f"{seed}-a"))
        assert said(first.outcome) == []
        once = exported(await facts.world(embedded), tmp_path / f"{seed}-b")
        await wipe(embedded)
        assert said((await take_folder(embedded, once)).outcome) == []
        stored = await facts.world(embedded)
        assert files(exported(stored, tmp_path / f"{seed}-c")) == files(once)
        for name in given.__struct_fields__:
            keys = {fact.key for fact in getattr(stored, name)} - {"aliyun@1"}
            assert keys == {fact.key for fact in getattr(given, name)} - {"aliyun@1"}


async def test_the_versions_of_an_export_follow_what_was_imported_before_an_end_was_learnt(
    embedded: Embedded, tmp_path: Path
):
    made = world(4, Size(40))
    closed = next(link for link in made.links if link.version == 2)
    opened = replace(closed, version=1, valid_to=None)
    early = replace(made, links=(opened,), conditions=(), findings=())
    await take_folder(embedded, exported(early, tmp_path / "early"))
    outcome = (await take_folder(embedded, exported(made, tmp_path / "late"))).outcome
    assert said(outcome) == []
    assert outcome.counts["links"]["superseded"] == 1
    stored = {link.key: link for link in (await facts.world(embedded)).links}
    assert {link.key: link.superseded_at for link in made.links} == {
        key: link.superseded_at for key, link in stored.items()
    }
