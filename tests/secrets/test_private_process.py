"""What the process holds stays in its memory: no core, no log of a library's, no child's copy."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.practice_aws import ROOT
from tests.terminal.conftest import RawTerminal, settled, start, temporary  # noqa: F401 - fixtures
from tui.child_environment import for_a_child
from tui.demo.practice_aws import Demo

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's /proc")

SECRETS = {
    "AWS_ACCESS_KEY_ID": "AKIACANARYCANARY",
    "AWS_SECRET_ACCESS_KEY": "canary-secret-access-key",
    "AWS_SESSION_TOKEN": "canary-session-token",
    "GITHUB_TOKEN": "canary-github-token",
    "VAULT_TOKEN": "canary-vault-token",
    "HTTPS_PROXY": "http://me:canary-proxy@proxy.example.com",
}


def run(code: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Python code in a process of its own that could leave a core."""
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (hard, hard)),
    )


def test_no_core_is_written_whatever_the_shells_limit_is() -> None:
    ended = run(
        "import ctypes, resource, tui.main; tui.main.main(['--version']);"
        "print(*resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    assert ended.stdout.splitlines()[1:] == ["0 0 0"], ended.stderr


def test_the_process_that_holds_the_desktops_clipboard_writes_none() -> None:
    ended = run(
        "import ctypes, io, resource, sys, tui.clipboard.desktop as desktop\n"
        "sys.stdin = io.StringIO('no JSON')\n"
        "try: desktop.main()\n"
        "except ValueError: pass\n"
        "sys.exit(sum(resource.getrlimit(resource.RLIMIT_CORE))"
        " + ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    assert ended.returncode == 0


def test_files_are_its_owners_alone_whatever_the_umask_is(tmp_path: Path) -> None:
    ended = run(
        f"import os; os.umask(0); import tui.main; tui.main.main(['--version']);"
        f"open({str(tmp_path / 'made')!r}, 'w')"
    )
    assert ended.returncode == 0
    assert stat.S_IMODE((tmp_path / "made").stat().st_mode) == 0o600


TELLING = {
    "TEXTUAL": "debug,devtools",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_LOG": "textual.log",
    "TEXTUAL_SCREENSHOT": "1",
    "TEXTUAL_PRESS": "a,y",
    "TEXTUAL_DRIVER": "somebodys:Driver",
    "SSLKEYLOGFILE": "tls.keys",
    "PYTHONASYNCIODEBUG": "1",
}


@pytest.mark.parametrize("name", TELLING)
def test_what_makes_a_library_write_down_what_it_sees_is_dropped(name: str) -> None:
    ended = run(
        "import os, sys, tui.main; assert 'textual' not in sys.modules;"
        f"tui.main.main(['--version']); print({name!r} in os.environ)",
        **{name: TELLING[name]},
    )
    assert ended.stdout.splitlines()[1:] == ["False"], ended.stderr


def test_what_only_says_how_it_looks_stays() -> None:
    ended = run(
        "import os, tui.main; tui.main.main(['--version']); print(os.environ['TEXTUAL_THEME'])",
        TEXTUAL_THEME="nord",
    )
    assert ended.stdout.splitlines()[1:] == ["nord"]


def test_the_app_writes_no_log_of_textuals_and_no_list_of_keys(
    start: Callable[..., RawTerminal],  # noqa: F811
    tmp_path: Path,
) -> None:
    folder = tmp_path / "where the person stands"
    folder.mkdir()
    code = (
        f"import os, sys; os.chdir({str(folder)!r}); sys.path.insert(0, {str(ROOT)!r});"
        " import tui.main; sys.exit(tui.main.main(['--demo']))"
    )
    app = start(command=[sys.executable, "-c", code], PYTHONPATH=str(ROOT), **TELLING)
    app.until(settled)
    app.send("q")
    assert app.ended() == 0
    assert list(folder.iterdir()) == []


def test_a_child_gets_what_it_needs_and_no_secret() -> None:
    given = {**SECRETS, "PATH": "/bin", "DISPLAY": ":0", "TMUX": "/tmp/t,1,0", "LC_ALL": "C.UTF-8"}
    assert for_a_child(given) == {
        "PATH": "/bin",
        "DISPLAY": ":0",
        "TMUX": "/tmp/t,1,0",
        "LC_ALL": "C.UTF-8",
    }


def test_the_practice_aws_has_no_secret_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    demo = Demo()
    try:
        demo.start()
        assert demo._child is not None
        assert demo._first_line()
        environment = Path(f"/proc/{demo._child.pid}/environ").read_bytes()
    finally:
        demo.close()
    assert b"PATH=" in environment
    assert b"canary" not in environment.lower()


@pytest.mark.parametrize("program", ["tmux", "screen"])
def test_a_multiplexer_is_asked_without_secrets(tmp_path: Path, program: str) -> None:
    from tui.clipboard import tmux
    from tui.clipboard.surroundings import Around
    from tui.doctor.multiplexer import ask_the_multiplexer

    seen = tmp_path / "seen"
    fake = tmp_path / program
    fake.write_text(f"#!/bin/sh\nenv >> {seen}\n")
    fake.chmod(0o700)
    environment = {**SECRETS, "PATH": f"{tmp_path}:/usr/bin:/bin", "TMUX": "/tmp/t,1,0"}
    ask_the_multiplexer(Around(multiplexer=program), environment)  # type: ignore[arg-type]
    if program == "tmux":
        tmux.ask(environment)
    said = seen.read_text()
    assert "TMUX=" in said
    assert "canary" not in said.lower()


def test_the_desktops_clipboard_programs_get_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.clipboard.native import Desktop

    seen = tmp_path / "seen"
    (tmp_path / "pyperclip.py").write_text(
        "import os\n"
        f"open({str(seen)!r}, 'w').write(repr(dict(os.environ)))\n"
        "class PyperclipException(RuntimeError): pass\n"
        "def determine_clipboard(): return print, lambda: ''\n"
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{ROOT}")
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    assert Desktop().copy("a value", take_back=False)
    assert "canary" not in seen.read_text().lower()
