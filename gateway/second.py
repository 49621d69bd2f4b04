"""The cache that the gateways of one store share, where the settings name one."""

from gateway.settings import SettingInvalid, Settings, variable
from gateway.settings.files import text_of
from loaders.cache import SecondLevel, SecondLevelInvalid, second_level


def second_of(settings: Settings) -> SecondLevel | None:
    """The second level of the cache, not yet connected; None where it is off. SettingInvalid."""
    if settings.cache == "off":
        return None
    name = variable("cache")
    if not settings.cache.startswith("redis://"):
        raise SettingInvalid(f"expected `off` or redis://host:port/db as {name}; correct it")
    try:
        return second_level(settings.cache, password=_password(settings))
    except SecondLevelInvalid as error:
        file = variable("cache_password_file")
        raise SettingInvalid(f"{error}; correct {name}, a password goes into {file}") from error


def _password(settings: Settings) -> str | None:
    file = settings.cache_password_file
    if file is None:
        return None
    return text_of("cache_password_file", file, "the password of the cache")
