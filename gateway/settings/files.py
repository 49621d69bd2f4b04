"""Files that settings name, as text."""

from pathlib import Path

from gateway.settings.kinds import SettingInvalid
from gateway.settings.layers import variable


def text_of(name: str, path: str, what: str) -> str:
    """The text of the file that a setting names, without white space around it.

    `what` says what is expected there. Raises SettingInvalid where there is no such text.
    """
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        why = error.strerror
    except UnicodeDecodeError:
        why = "it is no text in UTF-8"
    raise SettingInvalid(
        f"expected a file with {what} at {path}, but: {why}; correct {variable(name)}"
    )
