"""An issuer of tokens with keys of its own, and the server that gives its key set."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization import PublicFormat as Form
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

ISSUER, AUDIENCE = "https://issuer.example", "gateway"
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
SECOND = int(NOW.timestamp())
SECRET = "a shared secret of forty random letters.."
ALGORITHMS = {"rsa": RSAAlgorithm, "ec": ECAlgorithm, "ed": OKPAlgorithm}
ALL = "RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,EdDSA"


@cache
def private(name: str) -> Any:
    """A private key, one a name: `rsa`, `rsa-2`, `ec`, `ec-384`, `ed`, `rsa-short` …"""
    kind, _, which = name.partition("-")
    match kind:
        case "rsa":
            return rsa.generate_private_key(65_537, 1_024 if which == "short" else 2_048)
        case "ec":
            return ec.generate_private_key(ec.SECP384R1() if which == "384" else ec.SECP256R1())
        case _:
            return ed25519.Ed25519PrivateKey.generate()


def pem(name: str) -> bytes:
    return private(name).public_key().public_bytes(Encoding.PEM, Form.SubjectPublicKeyInfo)


def private_pem(name: str) -> bytes:
    return private(name).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def jwk(name: str, **more: object) -> dict[str, object]:
    """A public key as it stands in a key set, under its name."""
    kind = ALGORITHMS[name.partition("-")[0]]
    return {**kind.to_jwk(private(name).public_key(), as_dict=True), "kid": name, **more}


def private_jwk(name: str) -> dict[str, object]:
    return ALGORITHMS[name.partition("-")[0]].to_jwk(private(name), as_dict=True) | {"kid": name}


def claims(**more: object) -> dict[str, object]:
    """Of an operator from a minute ago to in five minutes; None leaves a claim out."""
    usual = {"iss": ISSUER, "aud": AUDIENCE, "sub": "mei", "role": "OPERATOR"}
    times = {"nbf": SECOND - 60, "exp": SECOND + 300}
    return {name: each for name, each in (usual | times | more).items() if each is not None}


def token(
    name: str = "ec", algorithm: str = "ES256", header: dict[str, Any] | None = None, **more: object
) -> str:
    """A token signed by a key, which it names unless the header says otherwise."""
    said = {"kid": name, **(header or {})}
    said = {each: value for each, value in said.items() if value is not None}
    return jwt.encode(claims(**more), private(name), algorithm, headers=said)


def shared_token(secret: str = SECRET, algorithm: str = "HS256", **more: object) -> str:
    return jwt.encode(claims(**more), secret, algorithm)


def put(folder: Path, name: str, content: bytes | str) -> str:
    """A file of a setting."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


@dataclass
class Issuer:
    """Gives its key set to whoever asks, and counts how often."""

    keys: list[dict[str, object]]
    asked: int = 0
    status: int = 200
    body: bytes | None = None
    slow: float = 0.0
    url: str = ""
    at_work: set[asyncio.Task[None]] = field(default_factory=set)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.at_work.add(task)
        with suppress(asyncio.CancelledError, ConnectionError):
            await self.answer(reader, writer)
        self.at_work.discard(task)
        writer.transport.abort()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.asked += 1
        await asyncio.sleep(self.slow)
        body = json.dumps({"keys": self.keys}).encode() if self.body is None else self.body
        head = f"HTTP/1.1 {self.status} X\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
        head += "Location: /elsewhere\r\n" if self.status == 302 else ""
        writer.write(head.encode() + b"\r\n" + body)
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def issuing(*keys: dict[str, object]) -> AsyncIterator[Issuer]:
    issuer = Issuer(list(keys))
    server = await asyncio.start_server(issuer.take, "127.0.0.1", 0)
    issuer.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/jwks.json"
    yield issuer
    server.close()
    for each in issuer.at_work:
        each.cancel()
    await asyncio.sleep(0)
    await server.wait_closed()
