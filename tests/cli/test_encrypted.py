"""TLS at the door: by the certificate of the settings, which is looked at before the start."""

import json
import signal
import ssl
from collections.abc import Callable
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509 import (
    BasicConstraints,
    CertificateBuilder,
    DNSName,
    Name,
    NameAttribute,
    SubjectAlternativeName,
    random_serial_number,
)
from cryptography.x509.oid import NameOID
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from gateway import clock
from gateway.settings import SettingInvalid, Settings
from gateway.tls import tls_of
from tests.cli.programme import Serving

KEY = ec.generate_private_key(ec.SECP256R1())


def certificate() -> bytes:
    """One that a key has signed for itself, good for a day."""
    name = Name([NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made, day = CertificateBuilder().subject_name(name).issuer_name(name), timedelta(days=1)
    made = made.public_key(KEY.public_key()).serial_number(random_serial_number())
    made = made.not_valid_before(clock.now() - day).not_valid_after(clock.now() + day)
    made = made.add_extension(SubjectAlternativeName([DNSName("localhost")]), critical=False)
    made = made.add_extension(BasicConstraints(ca=True, path_length=None), critical=True)
    return made.sign(KEY, hashes.SHA256()).public_bytes(Encoding.PEM)


def private(key: ec.EllipticCurvePrivateKey = KEY, passphrase: bytes | None = None) -> bytes:
    locked = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes], str]:
    """Write a file, and give its path."""

    def written(name: str, content: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return written


def asked(connection: HTTPConnection) -> dict[str, object]:
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/graphql", '{"query": "{ revision { number } }"}', headers)
    with connection.getresponse() as response:
        return json.loads(response.read())["data"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
def test_requests_and_websockets_are_answered_by_tls_and_by_nothing_else(
    tmp_path: Path, put: Callable[[str, bytes], str]
):
    cert, key = put("cert.pem", certificate()), put("key.pem", private())
    trusting = ssl.create_default_context(cafile=cert)
    options = ("--empty", "--tls-cert", cert, "--tls-key", key)
    with Serving(tmp_path, *options) as served:
        assert served.url.startswith("https://127.0.0.1:")
        port = urlsplit(served.url).port
        assert port is not None
        encrypted = HTTPSConnection("localhost", port, timeout=10, context=trusting)
        assert asked(encrypted) == {"revision": {"number": 0}}
        encrypted.close()
        protocols = [Subprotocol("graphql-transport-ws")]
        url = f"wss://localhost:{port}/graphql"
        with connect(url, subprotocols=protocols, ssl=trusting, proxy=None) as wire:
            wire.send('{"type": "connection_init"}')
            assert json.loads(wire.recv(5)) == {"type": "connection_ack"}
        plain = HTTPConnection("localhost", port, timeout=10)
        with pytest.raises((HTTPException, ConnectionError)):
            asked(plain)
        plain.close()
        assert served.stop(signal.SIGTERM) == 0


def test_one_file_may_hold_certificate_and_key(put: Callable[[str, bytes], str]):
    made = tls_of(Settings(tls_cert=put("both.pem", private() + certificate())))
    assert made is not None
    assert made.minimum_version is ssl.TLSVersion.TLSv1_2


def test_without_a_certificate_connections_are_plain():
    assert tls_of(Settings()) is None


def test_a_key_without_a_certificate_is_told():
    with pytest.raises(SettingInvalid, match="expected GATEWAY_TLS_CERT beside it"):
        tls_of(Settings(tls_key="key.pem"))


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (None, "No such file"),
        (b"no key", "PEM"),
        (private(ec.generate_private_key(ec.SECP256R1())), "mismatch|MISMATCH"),
        (private(passphrase=b"sesame"), "PEM|password|passphrase"),
    ],
)
def test_files_that_cannot_be_used_are_told(
    put: Callable[[str, bytes], str], key: bytes | None, why: str
):
    path = "/nowhere/key.pem" if key is None else put("key.pem", key)
    with pytest.raises(SettingInvalid, match=why):
        tls_of(Settings(tls_cert=put("cert.pem", certificate()), tls_key=path))
