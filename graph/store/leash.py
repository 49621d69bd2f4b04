"""Run as a script: becomes another program that does not outlive the process that asked for it.

    python leash.py PARENT PROGRAM ARGUMENT...

On Linux the kernel is told to kill this process when the thread that started it ends, and the
promise holds across `exec`. A parent that died before the promise was made is found by its number.
Elsewhere the program is started without a leash.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:  # pragma: no cover - it becomes the engine
    """Put the leash on and become `command`."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit("the process that asked for this one is gone")
    os.execv(command[0], command)  # noqa: S606 - the command is made by child.py, without a shell


if __name__ == "__main__":  # pragma: no cover - run as a script
    main(int(sys.argv[1]), sys.argv[2:])
