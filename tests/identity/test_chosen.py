"""Settings of identity: what cannot work is told before anything is started."""

import json
from pathlib import Path
from typing import Any, cast

import pytest

from gateway import server
from gateway.identity.callers import Callers
from gateway.identity.chosen import identity_of
from gateway.identity.identify import TRUST
from gateway.identity.keyset import shared
from gateway.settings import SettingInvalid, Settings
from tests.identity.issuing import (
    AUDIENCE,
    ISSUER,
    NOW,
    SECRET,
    jwk,
    pem,
    private_pem,
    put,
)

OURS = {"jwt_issuer": ISSUER, "jwt_audience": AUDIENCE}
URL = {"jwt_jwks": "https://issuer.example/jwks.json"}


def chosen(**settings: Any) -> object:
    return identity_of(Settings(**settings), cast("Any", None), lambda: NOW)


def test_without_settings_callers_are_taken_on_trust():
    assert chosen() is TRUST
    assert isinstance(chosen(**URL, **OURS), Callers)
    assert isinstance(chosen(api_keys="on"), Callers)
    assert isinstance(chosen(jwt_jwks="http://localhost:8080/jwks", **OURS), Callers)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({**URL, "jwt_issuer": ISSUER}, "expected GATEWAY_JWT_AUDIENCE"),
        ({**URL, "jwt_audience": AUDIENCE}, "expected GATEWAY_JWT_ISSUER"),
        ({**URL, **OURS, "jwt_key_file": "x"}, "one source of keys"),
        ({**URL, **OURS, "jwt_algorithms": "none"}, "has 'none'"),
        ({**URL, **OURS, "jwt_algorithms": "RS256,HS256"}, "has 'HS256'"),
        ({**URL, **OURS, "jwt_algorithms": ""}, "has ''"),
        ({**OURS, "jwt_secret_file": "x", "jwt_algorithms": "HS256, RS256"}, "has 'RS256'"),
        ({**OURS, "jwt_jwks": "http://issuer.example/jwks"}, "as https://HOST/PATH"),
        ({**OURS, "jwt_jwks": "https://me:hunter2@issuer.example/jwks"}, "without user"),
        ({**OURS, "jwt_jwks": "https:///jwks"}, "as https://HOST/PATH"),
        ({**OURS, "jwt_jwks": "ftp://localhost/jwks"}, "as https://HOST/PATH"),
        ({**OURS, "jwt_jwks": "nowhere.json"}, "GATEWAY_JWT_JWKS: expected a file at nowhere"),
        ({**OURS, "jwt_key_file": "nowhere.pem"}, "GATEWAY_JWT_KEY_FILE: expected a file"),
        ({**OURS, "jwt_secret_file": "nowhere"}, "GATEWAY_JWT_SECRET_FILE: expected a file"),
    ],
)
def test_a_setting_that_cannot_work_is_told(settings: dict[str, Any], said: str):
    with pytest.raises(SettingInvalid, match=said) as raised:
        chosen(**settings)
    assert "hunter2" not in str(raised.value)


def test_a_file_that_holds_another_kind_of_key_is_told(tmp_path: Path):
    private = put(tmp_path, "private", private_pem("ec"))
    short = put(tmp_path, "short", pem("rsa-short"))
    public = put(tmp_path, "public", pem("ec"))
    few = put(tmp_path, "few", "hunter2 hunter2 hunter2")
    empty = put(tmp_path, "empty", json.dumps({"keys": []}))
    for name, path, said in (
        ("jwt_key_file", private, "this is the private one"),
        ("jwt_key_file", few, "one public key in PEM"),
        ("jwt_key_file", short, "at least 2048 bits"),
        ("jwt_secret_file", public, "this is a PEM key"),
        ("jwt_secret_file", few, "at least 32 random bytes"),
        ("jwt_jwks", empty, "public key for signatures"),
        ("jwt_jwks", public, "JSON Web Key Set"),
    ):
        with pytest.raises(SettingInvalid, match=said) as raised:
            chosen(**{name: path}, **OURS)
        assert "hunter2" not in str(raised.value)
    assert isinstance(
        chosen(jwt_jwks=put(tmp_path, "s", json.dumps({"keys": [jwk("ec")]})), **OURS), Callers
    )


def test_a_secret_is_shown_nowhere_and_serves_what_it_is_long_enough_for():
    (key,) = shared(SECRET.encode()).keys
    assert repr(key) == "Key(None, ['HS256'])"
    (longer,) = shared(b"x" * 64).keys
    assert longer.algorithms == {"HS256", "HS384", "HS512"}


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104 - with identity it is taken
def test_with_identity_it_listens_beyond_loopback(host: str):
    given: dict[str, Any]
    for given in ({**URL, **OURS}, {"api_keys": "on"}):
        with server.listening(Settings(host=host, port=0, **given)) as taken:
            assert taken.getsockname()[1] > 0
    with pytest.raises(SettingInvalid, match="no identity is configured"):
        server.listening(Settings(host=host, port=0))


@pytest.mark.parametrize(
    ("host", "profile"),
    [
        ("127.0.0.1", "development"),
        ("::1", "development"),
        ("localhost", "development"),
        ("0.0.0.0", "production"),  # noqa: S104 - as above
        ("gateway.example", "production"),
    ],
)
def test_the_profile_follows_the_address_unless_it_is_chosen(host: str, profile: str):
    assert Settings(host=host).profile == profile
    assert Settings.read({"GATEWAY_HOST": host}).profile == profile
    for chosen_one in ("development", "production"):
        assert Settings.read({"GATEWAY_PROFILE": chosen_one}, {"host": host}).profile == chosen_one
    with pytest.raises(SettingInvalid, match="development or production"):
        Settings.read({"GATEWAY_PROFILE": "test"})
    with pytest.raises(SettingInvalid, match="a number from 0 to 300"):
        Settings.read({"GATEWAY_JWT_SKEW": "301"})
