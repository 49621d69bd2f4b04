"""The same words in both languages."""

from msgspec import Struct


class Wording(Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase in Chinese and in English."""

    zh: str
    en: str
