"""A gateway that is asked while it is hurt: clients that stay connected, and what they hear."""

import asyncio
import json
from collections import Counter
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

QUESTIONS = {
    '{ account(uid: "elm", asOf: "2026-09-15") { partner { uid } } }': {
        "account": {"partner": {"uid": "harbor"}}
    },
    '{ nothing: account(uid: "nobody") { uid } }': {"nothing": None},
}
PASSING = {"STORE_UNAVAILABLE", "STORE_TIMEOUT"}
"""Codes that a caller may be told while the store is away."""


class Answer(NamedTuple):
    """What one question got: HTTP's status, the body, and the seconds it took."""

    status: int
    body: Any
    seconds: float

    @property
    def code(self) -> str:
        """The code of the first error."""
        return self.body["errors"][0]["extensions"]["code"]


class Client:
    """One connection that stays open."""

    def __init__(self, url: str) -> None:
        self._at = urlsplit(url)

    async def __aenter__(self) -> Self:
        self.reader, self.writer = await asyncio.open_connection(self._at.hostname, self._at.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()

    def send(self, query: str) -> None:
        body = json.dumps({"query": query}).encode()
        head = f"POST /graphql HTTP/1.1\r\nHost: door\r\nContent-Length: {len(body)}\r\n"
        self.writer.write(head.encode() + b"Content-Type: application/json\r\n\r\n" + body)

    async def ask(self, query: str) -> Answer:
        self.send(query)
        return await self._answer()

    async def look(self, path: str) -> Answer:
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: door\r\n\r\n".encode())
        return await self._answer()

    async def _answer(self) -> Answer:
        began = monotonic()
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        body = await self.reader.readexactly(length)
        return Answer(int(head.split()[1]), json.loads(body), monotonic() - began)


async def once(url: str, query: str) -> Answer:
    """One question over a connection of its own."""
    async with Client(url) as client:
        return await client.ask(query)


async def well_again(url: str, within: float) -> None:
    """Ask until the answer is right; meanwhile it has to be a coded error."""
    (query, right), *_ = QUESTIONS.items()
    until = monotonic() + within
    while (answer := await once(url, query)).status != 200:
        assert answer.code in PASSING
        assert monotonic() < until, f"no right answer within {within} seconds"
        await asyncio.sleep(0.1)
    assert answer.body["data"] == right


class Heard:
    """What many clients have heard, second by second."""

    def __init__(self) -> None:
        self.began = monotonic()
        self.right: Counter[int] = Counter()
        self.coded: Counter[str] = Counter()
        self.wrong: list[Answer] = []
        self.slowest = 0.0

    def take(self, answer: Answer, right: object) -> None:
        self.slowest = max(self.slowest, answer.seconds)
        if answer.status == 200 and "errors" not in answer.body and answer.body["data"] == right:
            self.right[int(monotonic() - self.began)] += 1
        elif answer.status == 503 and answer.code in PASSING:
            self.coded[answer.code] += 1
        else:
            self.wrong.append(answer)

    async def keep_asking(self, url: str, seconds: float) -> None:
        """One client's work."""
        async with Client(url) as client:
            while monotonic() < self.began + seconds:
                for query, right in QUESTIONS.items():
                    self.take(await client.ask(query), right)


def resident(process: int) -> int:
    """Bytes of memory that a process has."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
