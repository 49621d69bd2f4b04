"""What went wrong, told on stderr in a line or two, and the exit code it ends with.

    0  done
    1  the answer is no: refused rows, a violated invariant, another schema, errors in an answer
    2  wrong use: an unknown option, a file that cannot be read, a ladder that cannot be parsed
    3  the store or the server cannot be used

An error that is none of these is a defect, and shows its traceback.
"""

from errno import EDQUOT, ENOENT, ENOSPC, EROFS
from typing import IO, Any

import click
from typing_extensions import override

from gateway.settings import SettingInvalid
from graph.calendar import CalendarMisprint
from graph.ladder import LadderError
from graph.store.errors import StoreBusy, StoreError, StoreFault

NO_ROOM = {EDQUOT, ENOENT, ENOSPC, EROFS}
"""Why a file without a name can't be written: its disk is full, or there is no folder for it."""


class Failure(click.ClickException):
    """The answer is no."""

    exit_code = 1

    def __init__(self, message: str, code: str = "") -> None:
        """Take the message, and the code of docs/running.md that explains it."""
        super().__init__(message)
        self.code = code

    @override
    def show(self, file: IO[Any] | None = None) -> None:
        """Print it on stderr."""
        code = f" [{self.code}]" if self.code else ""
        click.echo(f"{click.style('Error', fg='red')}: {self.message}{code}", file=file, err=True)


class Misuse(Failure):
    """Wrong use: what was given cannot be taken."""

    exit_code = 2


class Unusable(Failure):
    """The store or the server cannot be used."""

    exit_code = 3


def told(error: Exception) -> Failure | None:
    """The failure an error stands for; None for a defect of ours."""
    match error:
        case StoreFault():
            return None
        case StoreBusy():
            hint = "\nIf a gateway serves it, ask that one: gateway ask --url http://HOST:PORT"
            return Unusable(f"{error}{hint}", error.code)
        case StoreError():
            return Unusable(str(error), error.code)
        case SettingInvalid():
            return Misuse(str(error), error.code)
        case LadderError() | CalendarMisprint():
            return Misuse(str(error))
        case OSError() if error.filename is not None:
            return Misuse(f"{error.filename}: {error.strerror}")
        case OSError() if error.errno in NO_ROOM:
            return Unusable(
                f"{error.strerror}. Give a folder with room, as TMPDIR for temporary files"
            )
        case _:
            return None
