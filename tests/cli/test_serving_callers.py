"""A gateway that wants to know who asks, from its start to a key's end."""

import json
import re
import signal
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import jwt
import pytest

from tests.cli.programme import Serving, gateway
from tests.identity.issuing import claims, pem, private, put

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")

BEYOND = "0.0.0.0"  # noqa: S104 - with identity it may


def ask(url: str, credential: str | None) -> tuple[int, bytes]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    headers = {"Content-Type": "application/json", "X-Request-Id": "same"}
    if credential:
        headers["Authorization"] = f"Bearer {credential}"
    connection.request("POST", parts.path, '{"query": "{ revision { number } }"}', headers)
    with connection.getresponse() as response:
        found = response.status, response.read()
    connection.close()
    return found


def signed(**more: object) -> str:
    lasting = {"nbf": None, "iat": 1_700_000_000, "exp": 4_000_000_000}
    return jwt.encode(claims(**lasting | more), private("ec"), "ES256")


def test_it_takes_tokens_and_keys_and_sees_a_revocation(tmp_path: Path):
    settings = {
        "GATEWAY_API_KEYS": "on",
        "GATEWAY_JWT_KEY_FILE": put(tmp_path, "issuer.pem", pem("ec")),
        "GATEWAY_JWT_ISSUER": "https://issuer.example",
        "GATEWAY_JWT_AUDIENCE": "gateway",
    }
    with Serving(tmp_path, "--host", BEYOND, "--empty", **settings) as served:
        assert "Warning" not in served.printed
        url = served.url.replace(BEYOND, "127.0.0.1")
        made = gateway("key", "create", "nightly", "--role", "OPERATOR", cwd=tmp_path)
        key = re.findall(r"gwk_\S+", made.stdout)[0]
        sleep(1.1)
        assert ask(url, key)[0] == 200
        assert ask(url, signed())[0] == 200
        credential = put(tmp_path, "credential", key + "\n")
        asked = ("ask", "{ revision { number } }", "--url", url)
        told = gateway(*asked, "--credential-file", credential, cwd=tmp_path)
        assert json.loads(told.stdout)["data"] == {"revision": {"number": 1}}
        assert "UNAUTHENTICATED" in gateway(*asked, cwd=tmp_path).stdout
        answers = {
            ask(url, wrong)
            for wrong in (None, "x", key[:-1], signed(aud="books"), signed(exp=1_700_000_001))
        }
        assert {status for status, _ in answers} == {401}
        assert len(answers) == 1
        assert gateway("key", "revoke", key[4:16], cwd=tmp_path).returncode == 0
        until = monotonic() + 10
        while ask(url, key)[0] == 200 and monotonic() < until:
            sleep(0.1)
        assert ask(url, key) == answers.pop()
        assert served.stop(signal.SIGTERM) == 0
        text = served.log.read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert {line.get("why") for line in lines if line["event"] == "request"} >= {
        *("NO_CREDENTIAL", "TOKEN_MALFORMED", "API_KEY_MALFORMED", "TOKEN_AUDIENCE_OTHER"),
        *("TOKEN_EXPIRED", "API_KEY_REVOKED"),
    }
    assert {line.get("caller") for line in lines} >= {"mei", "key:nightly"}
    assert key[20:] not in text


def test_a_key_that_cannot_be_read_is_told_before_anything_is_started(tmp_path: Path):
    options = ("--jwt-key-file", "none.pem", "--jwt-issuer", "x", "--jwt-audience", "y")
    for command in (("serve",), ("config", "--check")):
        refused = gateway(*command, *options, cwd=tmp_path)
        assert refused.returncode == 2
        assert "GATEWAY_JWT_KEY_FILE" in refused.stderr
    assert not (tmp_path / "data").exists()
