"""The one file of `make dist` runs where nothing is installed, and nothing may be written."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from migration.aws.service_data import SERVICES, TO_LOG_IN

ROOT = Path(__file__).parents[2]
FILE = ROOT / "dist" / "poolwalk.pyz"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
PACKAGES = ("tui", "screens", "widgets", "migration", "sandbox", "assets")
NOBODY = 65534

# In AWS's partitions, the address of each service is known.
MAKES_CLIENTS = """
from botocore.session import Session
from migration.aws.service_data import SERVICES, TO_LOG_IN, keep_little_data
session = Session(session_vars={"config_file": (None, None, "/dev/null", None)})
session.set_credentials("key", "secret")
keep_little_data(session)
for service in (*SERVICES, *TO_LOG_IN):
    for region in ("us-east-1", "us-gov-west-1", "cn-north-1"):
        client = session.create_client(service, region_name=region)
        assert client.meta.endpoint_url and client.meta.service_model.operation_names, service
    print(service)
assert "us-gov-west-1" in session.get_available_regions("cognito-idp", "aws-us-gov")
"""

Poolwalk = Callable[..., "subprocess.CompletedProcess[str]"]


def of(folder: str) -> list[Path]:
    """The code of a package."""
    return sorted((ROOT / folder).rglob("*.py"))


def why_not() -> str:
    """Why there is nothing to try; empty where there is."""
    if not FILE.is_file():
        return "dist/poolwalk.pyz is not there: make dist builds it"
    with zipfile.ZipFile(FILE) as packed:
        held = {name.removeprefix("site-packages/"): name for name in packed.namelist()}
        names = {file.relative_to(ROOT).as_posix() for folder in PACKAGES for file in of(folder)}
        ours = {name: (ROOT / name).read_bytes() for name in names}
        same = all(name in held and packed.read(held[name]) == ours[name] for name in names)
        if not same or f"poolwalk-{VERSION}.dist-info/METADATA" not in held:
            return "dist/poolwalk.pyz is older than the code: make dist builds it anew"
    return ""


pytestmark = [
    pytest.mark.process,
    pytest.mark.xdist_group("one file"),
    pytest.mark.skipif(bool(why_not()), reason=why_not()),
]


@pytest.fixture(scope="module")
def poolwalk() -> Iterator[Poolwalk]:
    """Runs it as another user, from a folder that is read-only, with a home and nothing else."""
    other: dict[str, Any] = {}
    if os.getuid() == 0:
        other = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    home = folder / "home"
    home.mkdir()
    if other:
        os.chown(home, NOBODY, NOBODY)
    placed = folder / "placed"
    placed.mkdir()
    shutil.copy(FILE, placed)
    placed.chmod(0o555)

    def run(
        *words: str, python: str = sys.executable, **more: str
    ) -> "subprocess.CompletedProcess[str]":
        said: subprocess.CompletedProcess[str] = subprocess.run(
            [python, "-I", str(placed / FILE.name), *words],
            env={"PATH": "/usr/bin:/bin", "HOME": str(home), **more},
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            **other,
        )
        return said

    yield run
    placed.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def python() -> str:
    """A Python that the other user may run."""
    for found in (
        shutil.which(f"python3.{minor}", path="/usr/bin:/bin") for minor in range(11, 15)
    ):
        if found:
            return found
    if os.getuid() == 0:
        pytest.skip("no Python from 3.11 to 3.14 in /usr/bin, which another user may run")
    return sys.executable


def test_it_says_its_version(poolwalk: Poolwalk, python: str) -> None:
    said = poolwalk("--version", python=python)
    told = f"poolwalk {VERSION}\n"
    assert (said.returncode, said.stdout, said.stderr) == (0, told, "")


def test_the_demo_plans_there(poolwalk: Poolwalk, python: str) -> None:
    said = poolwalk("plan", "--demo", "--json", python=python)
    assert said.returncode == 2, said.stderr
    assert json.loads(said.stdout)["unread"] == []


def test_every_client_is_made_of_what_is_in_it(poolwalk: Poolwalk, python: str) -> None:
    """Of botocore's models it has few: in the partitions of AWS, and with what a login asks."""
    # As shiv has it, words are then those of a Python that knows what is in the file.
    said = poolwalk("-c", MAKES_CLIENTS, python=python, SHIV_INTERPRETER="1")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.split() == [*SERVICES, *TO_LOG_IN]


def test_it_holds_what_every_supported_python_needs() -> None:
    with zipfile.ZipFile(FILE) as packed:
        names = packed.namelist()
    for minor in range(11, 15):
        assert any(f"_pydantic_core.cpython-3{minor}-" in name for name in names)
    assert not any(name.endswith(".pyc") for name in names)
