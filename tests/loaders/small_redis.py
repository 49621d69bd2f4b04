"""A small Redis: the commands that the second level sends, over the real protocol."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class SmallRedis:
    """Keeps bytes by key; when `dumb` it takes requests and never answers."""

    def __init__(self) -> None:
        self.data: dict[bytes, bytes] = {}
        self.dumb = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        queue: list[bytes] | None = None
        try:
            while words := await _command(reader):
                name = words[0].upper()
                if self.dumb:
                    continue
                if name == b"MULTI":
                    queue, answer = [], b"+OK\r\n"
                elif name == b"EXEC":
                    answer, queue = b"*%d\r\n%s" % (len(queue or []), b"".join(queue or [])), None
                elif queue is not None:
                    queue.append(self.answer(name, words[1:]))
                    answer = b"+QUEUED\r\n"
                else:
                    answer = self.answer(name, words[1:])
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def answer(self, name: bytes, words: list[bytes]) -> bytes:
        """The answer to one command."""
        match name:
            case b"MGET":
                found = [self.data.get(key) for key in words]
                return b"*%d\r\n%s" % (len(found), b"".join(map(_bulk, found)))
            case b"MSET":
                self.data |= dict(zip(words[::2], words[1::2], strict=True))
                return b"+OK\r\n"
            case b"EXPIRE":
                return b":1\r\n"
            case b"CLIENT" | b"SELECT":
                return b"+OK\r\n"
            case _:
                return b"-ERR unknown command\r\n"


@asynccontextmanager
async def small_redis() -> AsyncIterator[tuple[SmallRedis, str]]:
    """A running one, and its URL."""
    redis = SmallRedis()
    server = await asyncio.start_server(redis.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield redis, f"redis://127.0.0.1:{port}/0"
    finally:
        server.close()


async def _command(reader: asyncio.StreamReader) -> list[bytes]:
    """The words of the next command; none at the end."""
    header = await reader.readline()
    words: list[bytes] = []
    for _ in range(int(header[1:] or 0)):
        length = int((await reader.readline())[1:])
        words.append((await reader.readexactly(length + 2))[:-2])
    return words


def _bulk(value: bytes | None) -> bytes:
    return b"$-1\r\n" if value is None else b"$%d\r\n%s\r\n" % (len(value), value)
