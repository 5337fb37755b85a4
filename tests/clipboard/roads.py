"""Real ways to a clipboard: a terminal, what stands between, and the program's end of it."""

from __future__ import annotations

import getpass
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

from tests.practice_aws import HUNG, ROOT
from tests.terminal.conftest import RawTerminal

SECONDS = float(HUNG)
SSHD = Path("/usr/sbin/sshd")
SET_FREE = (
    "-xrm",
    "XTerm*disallowedWindowOps: 20,21,SetXprop",
    "-xrm",
    "XTerm*allowSendEvents: true",
)


class NothingArrived(AssertionError):
    """What should have come did not, within the time that it had."""


def wait(holds: Callable[[], Any], what: str, seconds: float = SECONDS) -> Any:
    """What a condition gives once it holds. Raises `NothingArrived`."""
    until = time.monotonic() + seconds
    while not (found := holds()):
        if time.monotonic() > until:
            raise NothingArrived(what)
        time.sleep(0.02)
    return found


def plain_environment(**more: str) -> dict[str, str]:
    """Without a multiplexer, SSH or a display, whatever the tests themselves run in."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "HOME", "USER", "LOGNAME", "LD_LIBRARY_PATH"}
    }
    return {
        **kept,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        **more,
    }


class Sender:
    """The program's end, in a terminal that `command` is started in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "socket"
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(self._path))
        self._server.listen()
        self._server.settimeout(SECONDS)
        self.command = [
            sys.executable,
            "-m",
            "tests.clipboard.sender",
            str(self._path),
            str(folder / "state"),
        ]

    def meet(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Wait until it stands in its terminal."""
        self._server.settimeout(0.05)
        until = time.monotonic() + SECONDS
        while True:
            meanwhile()
            try:
                connection, _ = self._server.accept()
                break
            except TimeoutError:
                if time.monotonic() > until:
                    raise NothingArrived("the program did not start in its terminal") from None
        connection.settimeout(SECONDS)
        self._lines = connection.makefile("rw", encoding="utf-8")

    def start_sending(
        self,
        text: str,
        setting: str = "auto",
        *,
        secret: bool = False,
        clear: bool = False,
        settled: bool = False,
        flood: int = 0,
    ) -> None:
        """Have it send a text, or take back what it sent.

        `settled`: answer once the terminal has read all of it. `flood`: write so many lines to the
        terminal before.
        """
        asked = {
            "text": text,
            "setting": setting,
            "secret": secret,
            "clear": clear,
            "settled": settled,
            "flood": flood,
        }
        print(json.dumps(asked), file=self._lines, flush=True)

    def said(self) -> dict[str, Any]:
        """What it says of the last one."""
        said: dict[str, Any] = json.loads(self._lines.readline())
        return said

    def close(self) -> None:
        """Let it go."""
        self._server.close()


class Pty:
    """A terminal that understands OSC 52.

    The program runs in it, behind what `around` puts between.
    """

    def __init__(
        self, folder: Path, around: Callable[[list[str]], list[str]], environment: Mapping[str, str]
    ) -> None:
        self._sender = Sender(folder)
        self.terminal = RawTerminal(around(self._sender.command), environment)
        self._seen = 0

    def __enter__(self) -> Pty:
        self.terminal.__enter__()
        self._sender.meet(self.terminal.quiet)
        return self

    def __exit__(self, *ended: Any) -> None:
        self.terminal.__exit__(*ended)
        self._sender.close()

    def send(self, text: str, setting: str = "auto", **how: bool) -> dict[str, Any]:
        """Send, and say what the program says.

        The terminal goes on reading meanwhile, as a terminal does.
        """
        self._seen = len(self.terminal.copied())
        self._sender.start_sending(text, setting, **how)
        lines: list[dict[str, Any]] = []
        waiting = Thread(target=lambda: lines.append(self._sender.said()), daemon=True)
        waiting.start()
        while waiting.is_alive():
            self.terminal.listen(0.02)
        return lines[0]

    def send_over_a_slow_line(self, text: str, setting: str, flood: int) -> dict[str, Any]:
        """The same while much else is written, and a terminal that reads some 50 kB a second."""
        self._seen = len(self.terminal.copied())
        self._sender.start_sending(text, setting, flood=flood)
        lines: list[dict[str, Any]] = []
        waiting = Thread(target=lambda: lines.append(self._sender.said()), daemon=True)
        waiting.start()
        while waiting.is_alive():
            self.terminal.read_little(512)
            waiting.join(0.01)
        return lines[0]

    def holds(self) -> str:
        """What arrived last at the terminal's clipboard since `send`."""
        self.terminal.listen(0.02)
        copied = self.terminal.copied()
        return copied[-1] if len(copied) > self._seen else ""

    def put(self, text: str) -> None:
        """Something else comes between: for a parser, what is counted from the next `send` on."""


class Screen:
    """An X display of its own with a clipboard and an xterm.

    Our end or another program runs in the xterm.
    """

    def __init__(
        self,
        folder: Path,
        around: Callable[[list[str]], list[str]],
        options: tuple[str, ...] = SET_FREE,
        program: list[str] | None = None,
    ) -> None:
        self._folder, self._around, self._options, self._program = folder, around, options, program
        self._sender = Sender(folder)
        self._stack = ExitStack()

    def __enter__(self) -> Screen:
        read, write = os.pipe()
        self._run(
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            "800x600x24",
            "-nolisten",
            "tcp",
            pass_fds=(write,),
        )
        os.close(write)
        with os.fdopen(read) as told:
            self._environment = plain_environment(DISPLAY=f":{told.readline().strip()}")
        # Before xterm starts: it claims the clipboard as of its last event, and an older claim
        # loses.
        self.put("BEFORE")
        self._run(
            "xterm",
            "-u8",
            *self._options,
            "-e",
            *self._around(self._program or self._sender.command),
        )
        if self._program is None:
            self._sender.meet()
        return self

    def __exit__(self, *ended: Any) -> None:
        self._stack.close()
        self._sender.close()

    def _run(self, *command: str, pass_fds: tuple[int, ...] = ()) -> None:
        environment = getattr(self, "_environment", plain_environment())
        log = (self._folder / f"{command[0]}.log").open("wb")
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=pass_fds,
            cwd=ROOT,
        )
        log.close()

        def end() -> None:
            process.terminate()
            process.wait()

        self._stack.callback(end)

    def send(self, text: str, setting: str = "auto", **how: bool) -> dict[str, Any]:
        """Send, and say what the program says."""
        self._sender.start_sending(text, setting, **how)
        said = self._sender.said()
        self.process = int(said["process"])
        return said

    def holds(self) -> str:
        """What is on the clipboard."""
        return self.read("clipboard")

    def read(self, selection: str) -> str:
        """What is in one of X's selections.

        Nothing where its owner died while it was asked: X never tells xclip so.
        """
        command = ("xclip", "-o", "-selection", selection)
        with suppress(subprocess.TimeoutExpired):
            return subprocess.run(
                command, env=self._environment, capture_output=True, check=False, timeout=5
            ).stdout.decode()
        return ""

    def programs(self, name: str) -> list[int]:
        """The processes of that name that serve this display."""
        here = f"DISPLAY={self._environment['DISPLAY']}".encode()
        found = []
        for folder in Path("/proc").iterdir():
            with suppress(OSError):
                if folder.name.isdigit() and (folder / "comm").read_text() == f"{name}\n":
                    found += (
                        [int(folder.name)]
                        if here in (folder / "environ").read_bytes().split(b"\0")
                        else []
                    )
        return found

    def lose_the_program(self) -> None:
        """The sender dies without a word, as when a machine's memory runs out."""
        os.kill(self.process, signal.SIGKILL)

    def put(self, text: str) -> None:
        """Somebody copies something else."""
        command = ("xclip", "-i", "-selection", "clipboard")
        # It stays and serves the clipboard: nobody may wait for its outputs to close.
        nothing = subprocess.DEVNULL
        subprocess.run(
            command,
            env=self._environment,
            input=text.encode(),
            check=True,
            stdout=nothing,
            stderr=nothing,
        )
        wait(lambda: self.holds() == text, f"{text} on the clipboard")


@contextmanager
def sshd(folder: Path) -> Iterator[list[str]]:
    """An SSH server on this machine.

    It gives the client's command as far as the host's name, which is `here`.
    """
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True
        )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if os.geteuid() == 0:
        # where it locks itself in; made by its service otherwise
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile"
        f" {folder}/user.pub\nStrictModes no\nUsePAM no\nPidFile none\nPasswordAuthentication"
        " no\nPermitRootLogin yes\nPrintMotd no\nPrintLastLog no\n"
    )
    (folder / "ssh_config").write_text(
        f"Host here\n  HostName 127.0.0.1\n  Port {port}\n  User {getpass.getuser()}\n "
        f" IdentityFile {folder}/user\n  IdentitiesOnly yes\n  StrictHostKeyChecking no\n "
        " UserKnownHostsFile /dev/null\n  LogLevel ERROR\n"
    )
    with (folder / "sshd.log").open("wb") as log:
        server = subprocess.Popen([SSHD, "-f", folder / "sshd_config", "-D", "-e"], stderr=log)
    try:

        def answers() -> bool:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                return False
            return True

        wait(answers, "an answer of sshd")
        yield ["ssh", "-F", str(folder / "ssh_config")]
    finally:
        server.terminate()
        server.wait()


def on_the_server(command: list[str], **more: str) -> str:
    """A command as the shell at the other end of SSH takes it."""
    variables = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8", **more}
    return "exec " + shlex.join(
        ["env", *(f"{name}={value}" for name, value in variables.items()), *command]
    )


def over_ssh(ssh: list[str]) -> Callable[[list[str]], list[str]]:
    """Puts SSH before a command."""
    return lambda command: [*ssh, "-tt", "here", on_the_server(command)]


def over_mosh(ssh: list[str]) -> Callable[[list[str]], list[str]]:
    """Puts mosh before a command."""
    server = (
        f"--server=env LANG=C.UTF-8 PYTHONPATH={shlex.quote(str(ROOT))} PYTHONDONTWRITEBYTECODE=1"
        " mosh-server"
    )
    return lambda command: [
        "mosh",
        f"--ssh={shlex.join(ssh)}",
        server,
        "--experimental-remote-ip=remote",
        "here",
        "--",
        *command,
    ]


class TmuxSession:
    """A tmux with a socket and a configuration of its own."""

    def __init__(self, folder: Path, *lines: str) -> None:
        self._start = ["tmux", "-u", "-S", str(folder / "tmux")]
        self._configuration = folder / "tmux.conf"
        self._configuration.write_text(
            "".join(f"{line}\n" for line in ("set -g status off", *lines))
        )

    def around(self, command: list[str]) -> list[str]:
        """A command inside it."""
        return [*self._start, "-f", str(self._configuration), "new-session", *command]

    def press(self, *keys: str) -> None:
        """Press keys in it, by tmux's names."""
        subprocess.run([*self._start, "send-keys", *keys], check=True)

    def shows(self) -> str:
        """The text on its screen; empty as long as there is none."""
        return subprocess.run(
            [*self._start, "capture-pane", "-p"], capture_output=True, text=True, check=False
        ).stdout

    def buffers(self) -> str:
        """What it keeps of what was copied."""
        return subprocess.run(
            [*self._start, "list-buffers"], capture_output=True, text=True, check=True
        ).stdout

    def __enter__(self) -> TmuxSession:
        return self

    def __exit__(self, *ended: Any) -> None:
        subprocess.run([*self._start, "kill-server"], check=False, capture_output=True)
