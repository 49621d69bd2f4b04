"""Every page does what it shows: its worlds are planted, its questions asked, its commands run."""

import fnmatch
import json
import shlex
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gateway.exchange.batched import importing
from graph.ladder import parse
from graph.store import ledger
from graph.store.embedded import Embedded
from loaders.shared import Shared
from resolvers.context import Context, Writing
from resolvers.schema import schema
from tests.cli import here
from tests.docs.blocks import PAGES, READ, ROOT, RUN, Block, blocks
from tests.engines import wipe

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
"""When the pages are read, for questions that leave out the day."""


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def with_kind(*kinds: str) -> list[Path]:
    return [page for page in PAGES if any(each.kind in kinds for each in blocks(page))]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_is_of_a_known_kind(page: Path) -> None:
    unknown = [each for each in blocks(page) if each.kind not in RUN | READ]
    assert not unknown, f"{name_of(page)}: blocks that nobody runs or reads: {unknown}"


@pytest.mark.anyio
@pytest.mark.parametrize("page", with_kind("graphql"), ids=name_of)
async def test_the_questions_of_a_page_are_answered_as_it_says(
    page: Path, session_embedded: Embedded
) -> None:
    asking = Asking(session_embedded)
    answers = 0
    for block in blocks(page):
        answers += await asking.take(block, f"{name_of(page)}:{block.line}")
    assert answers, f"{name_of(page)} asks but shows no answer"


class Asking:
    """Walks a page: the world planted last, the variables given last, the answer got last."""

    def __init__(self, engine: Embedded) -> None:
        self.engine = engine
        self.shared = Shared(engine)
        self.variables: dict[str, object] = {}
        self.answer: dict[str, object] = {}

    async def take(self, block: Block, where: str) -> int:
        """Do what a block says; 1 if it was an answer that was compared."""
        if block.kind in {"ladder", "ladder more"}:
            await self.plant(block, where)
        elif block.kind == "json variables":
            self.variables = json.loads(block.text)
        elif block.kind == "graphql":
            self.answer = await self.ask(block.text)
        elif block.kind == "json":
            expected = json.loads(block.text)
            assert self.answer == expected, f"{where}: the answer is\n{shown(self.answer)}"
            return 1
        return 0

    async def plant(self, block: Block, where: str) -> None:
        if block.kind == "ladder":
            await wipe(self.engine)
            self.shared = Shared(self.engine)
        world = parse(block.text, where)
        author = ledger.Author(actor="reader", at=NOW)
        planted = await ledger.plant(self.engine, world, author)
        conflicts = planted.value.conflicts
        assert not conflicts, f"{where}: nothing is planted: {conflicts}"
        self.shared.saw(planted)

    async def ask(self, query: str) -> dict[str, object]:
        context = Context(
            await self.shared.facts(), NOW, Writing(self.shared, "reader", importer=importing)
        )
        variables, self.variables = self.variables, {}
        result = await schema.execute(query, variable_values=variables, context_value=context)
        if result.errors:
            return {"errors": [error_of(each.formatted) for each in result.errors]}
        return json.loads(json.dumps(result.data))


def error_of(error: object) -> dict[str, object]:
    """What a page shows of an error: its message and its code."""
    said = json.loads(json.dumps(error))
    return {"message": said["message"], "code": said.get("extensions", {}).get("code")}


def shown(answer: object) -> str:
    return json.dumps(answer, indent=2, ensure_ascii=False)


@pytest.mark.parametrize("page", with_kind("console"), ids=name_of)
def test_the_commands_of_a_page_print_what_it_says(page: Path, tmp_path: Path) -> None:
    with here.folder(tmp_path) as folder:
        for block in blocks(page):
            if block.kind == "console":
                for command, expected in commands(block.text):
                    printed = run(command, folder)
                    where = f"{name_of(page)}:{block.line}: $ {command}"
                    assert not expected or fnmatch.fnmatchcase(printed, expected), (
                        f"{where}\nprinted\n{printed}\nand not\n{expected}"
                    )


def commands(text: str) -> Iterator[tuple[str, str]]:
    """The commands of a block with the pattern of what they print."""
    for part in ("\n" + text).split("\n$ ")[1:]:
        command, _, output = part.partition("\n")
        pattern = "".join(f"[{each}]" if each in "[?*" else each for each in output.strip())
        yield command, pattern.replace("…", "*")


def run(command: str, folder: here.Folder) -> str:
    """What a command prints, run in an empty folder of the page's own; it must succeed."""
    programme, *arguments = shlex.split(command)
    if programme == "gateway":
        done = folder.run(*arguments)
        code, said, told = done.exit_code, done.stdout, done.stderr
    else:
        words = ["bash", "-c", command]
        shell = subprocess.run(words, cwd=folder.path, capture_output=True, text=True, check=False)
        code, said, told = shell.returncode, shell.stdout, shell.stderr
    assert code == 0, f"$ {command}\n{said}{told}"
    return said.strip()
