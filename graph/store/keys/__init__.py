"""API keys: who may ask by a key instead of a token. What is kept of one does not open anything."""

from graph.store.keys.acts import create, revoke, rotate
from graph.store.keys.made import Secret, another, made, parted
from graph.store.keys.values import (
    PREFIX,
    ApiKey,
    ApiKeyRefused,
    ApiKeyUnknown,
    State,
    api_keys,
    unknown,
)

__all__ = [
    "PREFIX",
    "ApiKey",
    "ApiKeyRefused",
    "ApiKeyUnknown",
    "Secret",
    "State",
    "another",
    "api_keys",
    "create",
    "made",
    "parted",
    "revoke",
    "rotate",
    "unknown",
]
