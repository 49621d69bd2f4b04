"""What a token says of its caller, checked and made a Viewer."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from gateway.identity.identify import Known
from gateway.identity.refusing import Unidentified, Why
from graph.model import Role, Uid, Viewer
from graph.model.viewer import EVERYTHING
from graph.store.keys.values import CALLER

MOST_ROOTS = 100
MOST_UID = 200
FAR = 253_402_300_799 - 300
"""The last second that a datetime holds, less the most that clocks may be wrong."""

_NAME = re.compile(r"[!-~]{1,200}", re.ASCII)


class Lasting(Struct, frozen=True):
    """From when to when a token holds, in seconds since 1970."""

    exp: float
    nbf: float | None = None
    iat: float | None = None


class Reading(Struct, frozen=True):
    """How claims are read: the names of two, and seconds by which clocks may be wrong."""

    role: str
    roots: str
    skew: float


def known(claims: Mapping[str, Any], reading: Reading, at: datetime) -> Known:
    """Who a token whose signature, issuer and audience are right speaks for; Unidentified."""
    until = _until(claims, reading.skew, at)
    name = claims.get("sub")
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name.startswith(CALLER):
        raise Unidentified(Why.NAME)
    role = _role(claims.get(reading.role))
    return Known(Viewer(name, role, _roots(claims, reading.roots, role)), until)


def _until(claims: Mapping[str, Any], skew: float, at: datetime) -> datetime:
    """When it ends. It begins with `nbf`, or where the issuer sends none with `iat`."""
    try:
        lasting = msgspec.convert(claims, Lasting)
    except msgspec.ValidationError:
        raise Unidentified(Why.CLAIM_SHAPE) from None
    if not all(math.isfinite(each) for each in astuple(lasting) if each is not None):
        raise Unidentified(Why.CLAIM_SHAPE)
    begin = lasting.iat if lasting.nbf is None else lasting.nbf
    if begin is None:
        raise Unidentified(Why.CLAIM_MISSING)
    now = at.timestamp()
    if not begin <= now + skew:
        raise Unidentified(Why.NOT_YET)
    if not lasting.exp + skew > now:
        raise Unidentified(Why.EXPIRED)
    return datetime.fromtimestamp(min(lasting.exp, FAR) + skew, UTC)


def _role(given: object) -> Role:
    try:
        return Role(given)
    except ValueError:
        raise Unidentified(Why.ROLE) from None


def _roots(claims: Mapping[str, Any], claim: str, role: Role) -> tuple[Uid, ...]:
    """The accounts it looks down from; only who may see everything needs none."""
    if claim not in claims and role in EVERYTHING:
        return ()
    given = claims.get(claim)
    if not isinstance(given, list):
        raise Unidentified(Why.ROOTS)
    roots = cast("list[object]", given)
    if not 1 <= len(roots) <= MOST_ROOTS or not all(map(_is_uid, roots)):
        raise Unidentified(Why.ROOTS)
    return tuple(dict.fromkeys(cast("list[Uid]", roots)))


def _is_uid(given: object) -> bool:
    if not isinstance(given, str):
        return False
    return 1 <= len(given) <= MOST_UID and given.isprintable() and given.strip() == given
