"""What deploy/ says can be run: settings, files, commands and secrets that are there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gateway.cli import main
from gateway.second import second_of
from gateway.settings import Settings, table
from tests.tidy.tree import ROOT

DEPLOY = ROOT / "deploy"
UNIT = (DEPLOY / "gateway.service").read_text("utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text("utf-8")
GUIDE = (ROOT / "docs" / "guide" / "deploying.md").read_text("utf-8")
SECRETS = "/run/secrets"


def composed() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", [each.name for each in DEPLOY.iterdir() if each.is_file()])
def test_every_setting_that_is_named_is_one(name: str):
    known = {each.variable for each in table()}
    text = (DEPLOY / name).read_text("utf-8")
    assert set(re.findall(r"\bGATEWAY_[A-Z_]+\b", text)) <= known


def test_the_settings_of_each_can_be_used(tmp_path: Path):
    unit = dict(re.findall(r"^#?Environment=(GATEWAY_\w+)=(.*)$", UNIT, re.MULTILINE))
    unit.pop("GATEWAY_CONFIG")
    container = dict(re.findall(r"(GATEWAY_\w+)=(\S+)", CONTAINER))
    gateway = composed()["services"]["gateway"]
    here = {
        name: value.replace(SECRETS, str(tmp_path))
        for name, value in gateway["environment"].items()
    }
    for environment in (unit, container, container | here):
        assert Settings.read(environment)
    for name in gateway["secrets"]:
        (tmp_path / name).write_text(f"the {name}\n", "utf-8")
    read = Settings.read(container | here)
    assert read.password == "the store"
    assert read.identified
    assert second_of(read)


def test_what_the_service_runs_is_a_command():
    lines = re.findall(r"^ExecStart(?:Pre)?=\S+/gateway (.+)$", UNIT, re.MULTILINE)
    assert len(lines) == 2
    command = re.search(r'^CMD \["(\w+)", "(\S+)"\]$', CONTAINER, re.MULTILINE)
    assert command
    for words in [*(line.split() for line in lines), [*command.groups()]]:
        found = main.get_command(main.make_context("gateway", [*words, "--help"]), words[0])
        assert found is not None
        assert words[1] in {option for each in found.params for option in each.opts}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_takes_the_service(tmp_path: Path):
    unit = tmp_path / "gateway.service"
    unit.write_text(re.sub(r"/opt/\S+/gateway", sys.executable, UNIT), "utf-8")
    command = ["systemd-analyze", "verify", "--man=no", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_image_is_built_from_what_is_there_and_runs_as_nobody_special():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.MULTILINE)
    sources = {name for each in copied for name in each.split()}
    allowed = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8")
    assert sources == set(re.findall(r"^!(.+)$", allowed, re.MULTILINE))
    assert all((ROOT / name).exists() for name in sources)
    locked = re.search(r"uv_version=(\S+)", (ROOT / "scripts" / "_venv").read_text("utf-8"))
    assert locked
    assert f"uv=={locked[1]}" in CONTAINER
    assert re.search(r"^USER [1-9]", CONTAINER, re.MULTILINE)
    assert "environ['GATEWAY_PORT']" in CONTAINER.partition("HEALTHCHECK")[2]


def test_each_service_is_looked_after_and_has_its_secrets_from_files():
    whole = composed()
    for name, service in whole["services"].items():
        assert service["healthcheck"]["test"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert set(service["secrets"]) <= set(whole["secrets"]), name
        assert set(service["networks"]) <= set(whole["networks"]), name
        for variable, value in service.get("environment", {}).items():
            assert "PASSWORD" not in variable or value.startswith("/run/secrets/"), variable
    assert all(each["file"].startswith("secrets/") for each in whole["secrets"].values())
    assert "deploy/secrets/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    published = [port for each in whole["services"].values() for port in each.get("ports", [])]
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_the_guide_is_found_and_names_what_is_there():
    assert "(docs/guide/deploying.md)" in (ROOT / "README.md").read_text("utf-8")
    assert "(guide/deploying.md)" in (ROOT / "docs" / "running.md").read_text("utf-8")
    for name in re.findall(r"deploy/([\w.]+\w)", GUIDE):
        assert (DEPLOY / name).exists() or name == "secrets"
