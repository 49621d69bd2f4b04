"""The identity that the settings ask for; what cannot work is told before anything is started."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from gateway.clock import Clock
from gateway.identity.api_keys import ApiKeys
from gateway.identity.callers import Callers
from gateway.identity.claims import Reading
from gateway.identity.identify import TRUST, Identity
from gateway.identity.jwks import Fetched, Keys, Pace, Standing, from_file, from_url
from gateway.identity.keyset import ASYMMETRIC, SHARED, KeySet, KeyUnusable, key_set, public, shared
from gateway.identity.tokens import Expected, Tokens
from gateway.settings import SettingInvalid, Settings, variable
from gateway.settings.door import is_near
from graph.store.engine import Engine
from loaders.hurried import Hurried

SOURCES = ("jwt_jwks", "jwt_key_file", "jwt_secret_file")
USUAL = ("RS256", "ES256", "EdDSA")


def identity_of(settings: Settings, engine: Engine, now: Clock) -> Identity:
    """Who tells callers apart: trust, where nothing is configured. SettingInvalid."""
    if not settings.identified:
        return TRUST
    tokens, api_keys = tokens_of(settings, now), None
    if settings.api_keys == "on":
        reader = Hurried(engine, settings.statement_seconds)
        api_keys = ApiKeys(reader, settings.api_key_staleness, now)
    return Callers(tokens, api_keys, settings.max_credential, now)


def tokens_of(settings: Settings, now: Clock) -> Tokens | None:
    """Who reads tokens, if they are taken. SettingInvalid; key files are read here once."""
    given = [name for name in SOURCES if getattr(settings, name)]
    if not given:
        return None
    if len(given) > 1:
        listed = ", ".join(map(variable, given))
        raise SettingInvalid(f"expected one source of keys for tokens, got {listed}; keep one")
    reading = Reading(settings.jwt_role_claim, settings.jwt_roots_claim, settings.jwt_skew)
    expected = Expected(
        _present(settings, "jwt_issuer"),
        _present(settings, "jwt_audience"),
        _algorithms(settings),
        reading,
    )
    return Tokens(_keys(settings), expected, now)


def _present(settings: Settings, name: str) -> str:
    given = getattr(settings, name)
    if not given:
        raise SettingInvalid(
            f"expected {variable(name)}, since tokens are taken and one for another issuer or"
            " audience is not ours; set it to what your issuer writes"
        )
    return given


def _algorithms(settings: Settings) -> frozenset[str]:
    """The algorithms that are pinned: of shared secrets, or of public keys, never of both."""
    allowed = tuple(SHARED) if settings.jwt_secret_file else ASYMMETRIC
    usual = ("HS256",) if settings.jwt_secret_file else USUAL
    given = settings.jwt_algorithms
    if given is None:
        return frozenset(usual)
    named = [each.strip() for each in given.split(",")]
    for each in named:
        if each not in allowed:
            raise SettingInvalid(
                f"{variable('jwt_algorithms')} has {each!r}, expected some of {','.join(allowed)};"
                " a shared secret has those of HS alone, and no public key has them"
            )
    return frozenset(named)


def _keys(settings: Settings) -> Keys:
    if settings.jwt_secret_file:
        return Standing(_read("jwt_secret_file", settings.jwt_secret_file, _secret))
    if settings.jwt_key_file:
        return Standing(_read("jwt_key_file", settings.jwt_key_file, public))
    return _fetched(settings, settings.jwt_jwks or "")


def _fetched(settings: Settings, where: str) -> Fetched:
    pace = Pace(settings.jwks_seconds, settings.jwks_pause)
    if "://" not in where:
        _read("jwt_jwks", where, key_set)
        return Fetched(from_file(Path(where)), pace)
    parts = urlsplit(where)
    host = parts.hostname or ""
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_near(host))
    if not host or not safe or parts.username is not None:
        raise SettingInvalid(
            f"expected {variable('jwt_jwks')} as https://HOST/PATH without user or password, as"
            " http:// on this machine, or as a file: keys that others can change on the way prove"
            " nothing"
        )
    return Fetched(from_url(where, settings.jwks_timeout), pace)


def _read(name: str, path: str, read: Callable[[bytes], KeySet]) -> KeySet:
    try:
        return read(Path(path).read_bytes())
    except OSError as error:
        problem = f"expected a file at {path}, but: {error.strerror}"
    except KeyUnusable as error:
        problem = f"{path}: {error}"
    raise SettingInvalid(f"{variable(name)}: {problem}")


def _secret(text: bytes) -> KeySet:
    return shared(text.strip())
