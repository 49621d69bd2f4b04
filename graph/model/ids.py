"""Identifiers: plain strings, each kind a type of its own so that they cannot be mixed up."""

from typing import NewType

Uid = NewType("Uid", str)
"""An account's uid on the platform, e.g. `harbor`."""

PartyId = NewType("PartyId", str)
"""A legal entity's id, e.g. `cust:acme`."""

FactId = NewType("FactId", str)
"""A fact's own id; its versions share it."""

ALIYUN = Uid("aliyun")
"""The root account: every partner standing hangs from it."""

MAX_ID = 200
"""Longest id in characters: an index holds no longer key on every engine."""
