"""Programs of Node beside the clients that `scripts/clients run` has fetched."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

FOLDER = os.environ.get("GATEWAY_TEST_NPM", "")
with_npm = pytest.mark.skipif(not FOLDER, reason="clients from npm; scripts/clients run has them")


def node(*words: str, cwd: Path = Path(FOLDER), seconds: float = 60) -> str:
    """What a program prints; it must succeed."""
    done = subprocess.run(
        ["node", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, f"node {' '.join(words)}\n{done.stdout}{done.stderr}"
    return done.stdout


def said(*words: str) -> Any:
    """The JSON that a program prints last."""
    return json.loads(node(*words).splitlines()[-1])
