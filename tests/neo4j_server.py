"""A real Neo4j Community for the tests: fetched with Maven, started, thrown away.

    scripts/neo4j fetch              fetch the jars, and make the archive for a faster start
    scripts/neo4j run COMMAND ...    start a server, run COMMAND with GATEWAY_TEST_NEO4J_* set

Neo4j is under the GPL: it is a separate process, fetched by the machine that tests, never shipped.
Where Java or Maven is missing, or Maven can't fetch, the exit status is 77 and the last line says
why.
"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.store import leash

PLACE = Path(__file__).resolve().parent.parent / ".neo4j-test"
SKIPPED = 77
START_SECONDS = 90


@dataclass(frozen=True)
class Release:
    version: str
    main: str
    java: int

    @property
    def folder(self) -> Path:
        return PLACE / self.version

    @property
    def jars(self) -> list[Path]:
        """In one order: the class-data archive holds for this class path alone."""
        return sorted((self.folder / "jars").glob("*.jar"))

    @property
    def archive(self) -> Path:
        return self.folder / "classes.jsa"


RELEASES = (
    Release("2026.08.1", "org.neo4j.server.Neo4jCommunity", java=21),
    Release("5.26.30", "org.neo4j.server.CommunityEntryPoint", java=17),
)
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>test</groupId><artifactId>neo4j</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version>
    </dependency>
  </dependencies>
</project>
"""
SETTINGS = """server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.config.strict_validation.enabled=false
server.fleet_discovery.enabled=false
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
dbms.fleet_manager.enabled=false
db.transaction.timeout=30s
db.tx_log.preallocate=false
db.tx_log.rotation.size=16m
db.logs.query.enabled=OFF
"""
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    uri: str
    password: str
    log: Path


def say(*words: str) -> None:
    print(*words, flush=True)  # noqa: T201 - a program for the terminal


def skip(why: str) -> NoReturn:
    say(f"skipped: {why}")
    sys.exit(SKIPPED)


def java_version(java: str) -> int:
    """Major version of a Java, 0 when it is none."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    found = re.search(r'version "(\d+)', said.stderr)
    return int(found[1]) if found else 0


def find_java() -> tuple[str, int]:
    """The newest Java of this machine, and its major version."""
    places = [*Path("/usr/lib/jvm").glob("*/bin/java"), *Path("/opt").glob("*/bin/java")]
    homes = Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home/bin/java")
    given = [os.environ["JAVA_HOME"] + "/bin/java"] if "JAVA_HOME" in os.environ else []
    every = [*given, shutil.which("java") or "java", *map(str, places), *map(str, homes)]
    return max(((java, java_version(java)) for java in every), key=lambda each: each[1])


def choose() -> tuple[Release, str]:
    """The newest release that a Java of this machine can run."""
    java, version = find_java()
    for release in RELEASES:
        if version >= release.java:
            return release, java
    skip(f"Neo4j needs Java {RELEASES[-1].java} or newer; found {version or 'none'}")


def fetch(release: Release) -> None:
    """Have Maven fetch the jars, unless they are there."""
    done = release.folder / "fetched"
    if done.exists():
        return
    maven = shutil.which("mvn") or skip("fetching Neo4j needs Maven (mvn), which is not there")
    release.folder.mkdir(parents=True, exist_ok=True)
    (release.folder / "pom.xml").write_text(POM.format(version=release.version))
    say(f"Fetching Neo4j {release.version} with Maven ...")
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={release.folder / 'jars'}"]
    command = [maven, "-q", "-B", "-f", str(release.folder / "pom.xml"), *goal]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    if said.returncode:
        say(said.stdout[-2000:], said.stderr[-2000:])
        skip(f"Maven could not fetch Neo4j {release.version} (see above)")
    done.touch()


def launch(release: Release, java: str) -> Server:
    """Start a server on an empty database; it is not ready yet."""
    home = PLACE / f"home-{os.getpid()}"
    shutil.rmtree(home, ignore_errors=True)
    (home / "conf").mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (home / "conf" / "neo4j.conf").write_text(SETTINGS.format(port=port))
    command = [
        *(sys.executable, "-I", "-S", leash.__file__, str(os.getpid())),
        *(java, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        *("-XX:+AutoCreateSharedArchive", f"-XX:SharedArchiveFile={release.archive}"),
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED),
        *("--enable-native-access=ALL-UNNAMED", release.main),
        *(f"--home-dir={home}", f"--config-dir={home / 'conf'}", "--console-mode"),
    ]
    environment = {**os.environ, "CLASSPATH": os.pathsep.join(map(str, release.jars))}
    with (home / "neo4j.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    return Server(
        process, f"neo4j://127.0.0.1:{port}", secrets.token_urlsafe(12), home / "neo4j.log"
    )


def log_in(server: Server) -> None:
    """Wait for the server, and change the password it comes with."""
    deadline = time.monotonic() + START_SECONDS
    bolt = server.uri.replace("neo4j://", "bolt://")
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with (
                GraphDatabase.driver(bolt, auth=("neo4j", "neo4j")) as driver,
                driver.session(database="system") as session,
            ):
                change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
                session.run(change, password=server.password).consume()
                return
        except (DriverError, Neo4jError):
            time.sleep(0.1)
    sys.exit(f"Neo4j did not start. The end of its log:\n{server.log.read_text()[-3000:]}")


@contextmanager
def running(release: Release, java: str) -> Iterator[Server]:
    """A server for as long as it is needed. A clean stop takes 10 seconds, so it gets none."""
    server = launch(release, java)
    try:
        log_in(server)
        yield server
    finally:
        server.process.kill()
        server.process.wait()
        shutil.rmtree(server.log.parent, ignore_errors=True)


def make_archive(release: Release, java: str) -> None:
    """Java writes the archive of classes when it ends in peace; the next starts take half."""
    with running(release, java) as server:
        server.process.terminate()
        server.process.wait(60)


def run(command: list[str]) -> int:
    release, java = choose()
    fetch(release)
    with running(release, java) as server:
        environment = {
            **os.environ,
            "GATEWAY_TEST_NEO4J_URI": server.uri,
            "GATEWAY_TEST_NEO4J_USER": "neo4j",
            "GATEWAY_TEST_NEO4J_PASSWORD": server.password,
        }
        say(f"Neo4j {release.version} answers at {server.uri}")
        return subprocess.run(command, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    match arguments:
        case ["fetch"]:
            release, java = choose()
            fetch(release)
            if not release.archive.exists():
                make_archive(release, java)
            return 0
        case ["run", *command] if command:
            return run(command)
        case _:
            say(__doc__ or "")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
