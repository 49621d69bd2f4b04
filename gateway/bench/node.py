"""The contenders that run in Node.js: their packages, fetched by npm where it is there."""

import shutil
import subprocess
from pathlib import Path

NODE = Path(__file__).with_name("node.cjs")

PACKAGES = (
    "mercurius@16.10.1",
    "fastify@5.12.8",
    "graphql@16",
    "graphql-jit@0.8.7",
    "graphql-yoga@5.24.1",
    "@envelop/core@5.6.1",
    "@envelop/graphql-jit@11.2.1",
    "dataloader@2",
)


def fetched(cache: Path) -> Path | None:
    """The folder with the packages, fetched if need be; None where they can't be had."""
    folder = cache / "node"
    said = folder / "fetched.txt"
    if said.is_file() and said.read_text() == "\n".join(PACKAGES):
        return folder.resolve()
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    arguments = ["install", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
    done = subprocess.run([npm, *arguments], capture_output=True, check=False)  # noqa: S603 - packages are named above
    if done.returncode:
        return None
    said.write_text("\n".join(PACKAGES))
    return folder.resolve()
