"""The demo: a made-up deployment on a practice AWS.

That runs as a child process and ends with this one.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration.errors import BadInput, Cancelled, PoolwalkError
from migration.private_file import prepare_folder
from tui.child_environment import for_a_child
from tui.demo.practice_environment import turn_to, where_packages_are, without_aws
from tui.settings.options import BY_NAME
from tui.settings.sources import Sources
from tui.spelling import quoted

if TYPE_CHECKING:  # the demo begins behind the first paint
    from migration.deployment_request import Request
    from tui.demo.shared_demo import Membership

# -P: a folder named "sandbox" where the person happens to stand is not ours.
PRACTICE_AWS = ("-P", "-m", "sandbox")
START_SECONDS = 20.0
STOP_SECONDS = 2.0
ANSWER_SECONDS = 10.0


class Demo:
    """A practice AWS for the length of one command.

    With a `team_table` it is shared: where one with a table of that name runs already, this joins
    it, and else whoever comes later joins this one.

    The child watches its standard input, whose other end only this process holds: it ends with this
    process, however that ends. The journal of the demo lies in a private folder that is removed at
    the end: it never touches a person's own.
    """

    def __init__(self, team_table: str = "") -> None:
        self._team_table = team_table
        self._membership: Membership | None = None
        self._invitation: Path | None = None
        self._said: Mapping[str, Any] = {}
        self._child: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None
        self._answer = b""
        # the practice AWS's address and its key, once they are known
        self._control: tuple[str, str] | None = None
        self._closed = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the child without waiting for it; once is enough.

        Raises `BadInput` where the demo is not installed.
        """
        missing = missing_package()
        if missing:
            raise BadInput(
                f"The demo needs the package {missing}, which is not installed: run pip install"
                " 'poolwalk[demo]', or uv tool install 'poolwalk[demo]'."
            )
        with self._lock:
            if self._closed:
                raise Cancelled("The demo was closed.")
            if self._child is not None and self._child.poll() is None:
                return
            if self._join():
                return
            self._answer = b""
            from tempfile import mkdtemp

            self._folder = self._folder or Path(mkdtemp(prefix="poolwalk-demo-"))
            with (self._folder / "practice-aws.log").open("wb") as log:
                self._child = subprocess.Popen(  # noqa: S603 nothing of it comes from outside
                    [sys.executable, *PRACTICE_AWS, *self._table_option()],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    env=where_packages_are(without_aws(for_a_child(os.environ))),
                    # Ctrl-C in the terminal is for this process to act on: a write under way still
                    # needs its answer.
                    start_new_session=True,
                )

    def request(self, wanted: Request) -> Request:
        """Wait until the practice AWS answers, and point a request to it.

        Raises `PoolwalkError` with what the child said.
        """
        membership = self._membership
        self._answer = self._answer or self._first_line()
        try:
            said = membership.place.said if membership else json.loads(self._answer)
            endpoint, region = str(said["endpoint"]), str(said["region"])
            access_key = str(said["access_key"])
            credentials = membership.credentials if membership else (access_key, said["secret_key"])
            check_hosts = {str(host): str(address) for host, address in said["check_hosts"].items()}
            bundle, skill, token = (
                str(said["known"][name]) for name in ("ios_bundle", "alexa_skill", "alexa_token")
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            raise PoolwalkError(
                f"The demo's practice AWS did not start: {self._complaint(self._answer)}"
            ) from None
        self._control = (endpoint, access_key)
        self._invite(said)
        turn_to(endpoint, os.environ)
        return replace(
            wanted,
            profile="",
            region=region,
            endpoint_url=endpoint,
            credentials=credentials,
            state_folder=membership.folder if membership else self._folder,
            check_hosts=check_hosts,
            ios_bundle=wanted.ios_bundle or bundle,
            alexa_skill=wanted.alexa_skill or skill,
            alexa_token_file=wanted.alexa_token_file or self._token_file(token),
        )

    def _token_file(self, token: str) -> Path | None:
        """The token as a person would have it: in a file that only they can read."""
        with self._lock:
            folder = self._membership.folder if self._membership else self._folder
            if folder is None or not token:
                return None
            prepare_folder(folder)
            file = folder / "alexa-token"
            file.touch(0o600)
            file.write_text(token, encoding="ascii")
            return file

    def ask(
        self, route: str, given: Mapping[str, object], method: str = "POST"
    ) -> Mapping[str, Any]:
        """Ask one of the practice AWS's control routes; *blocking*.

        The answer has an `error` where it refuses. Raises `PoolwalkError` when the practice AWS
        does not answer.
        """
        # Not above: the first paint is before the first question.
        from http.client import HTTPConnection, HTTPException

        if self._control is None:
            raise PoolwalkError("The demo's practice AWS has not started yet.")
        endpoint, key = self._control
        try:
            with closing(
                HTTPConnection(endpoint.partition("://")[2], timeout=ANSWER_SECONDS)
            ) as connection:
                connection.request(
                    method, f"/_sandbox/{route}", json.dumps(given), {"X-Sandbox-Key": key}
                )
                answer = json.loads(connection.getresponse().read())
        except (OSError, HTTPException, ValueError) as error:
            why = type(error).__name__
            raise PoolwalkError(
                f"The demo's practice AWS does not answer ({why}): start the demo again."
            ) from None
        return dict(answer)

    def close(self) -> None:
        """End the child and remove the folder.

        It is safe to call this twice, and while `start` runs in another thread.
        """
        with self._lock:
            self._closed = True
            child, folder, self._child, self._folder = self._child, self._folder, None, None
            membership, invitation = self._membership, self._invitation
        if membership is not None:
            membership.leave()
            if membership.ended:  # whoever began it could not take away what came later
                folder = membership.place.folder
        if invitation is not None:
            from tui.demo.shared_demo import withdraw

            withdraw(invitation, self._said)
        if child is not None:
            _stop(child)
        if folder is not None:
            from shutil import rmtree

            rmtree(folder, ignore_errors=True)

    @property
    def joined(self) -> str:
        """Who one is in a demo that another terminal began; empty in one's own."""
        return self._membership.name if self._membership else ""

    @property
    def welcome(self) -> str:
        """What somebody has to know of sharing it, in a sentence; empty where it is not shared."""
        if self._membership is not None:
            return f"You are {self.joined}, in the demo that another terminal began."
        if self._invitation is not None:
            return "This demo can be joined: run the same command in another terminal, as admin-2."
        return ""

    @property
    def ended(self) -> str:
        """That a demo which one joined has ended, in a sentence; empty while it has not."""
        if self._membership is None or not self._membership.ended:
            return ""
        from tui.demo.shared_demo import ENDED

        return ENDED

    def when_ended(self, over: Callable[[], None]) -> None:
        """Do something once a demo that one joined ends; from a thread."""
        if self._membership is not None:
            self._membership.watch(over)

    def _join(self) -> bool:
        if self._team_table and self._membership is None:
            from tui.demo.shared_demo import join

            self._membership = join(self._team_table)
        return self._membership is not None

    def _invite(self, said: Mapping[str, Any]) -> None:
        if self._team_table and self._membership is None and self._invitation is None:
            with self._lock:
                if self._folder is not None:
                    self._said = said
                    from tui.demo.shared_demo import invite

                    self._invitation = invite(self._team_table, said, self._folder)

    def _table_option(self) -> list[str]:
        return ["--team-table", self._team_table] if self._team_table else []

    def _first_line(self) -> bytes:
        if self._membership is not None:
            return b"{}"
        child = self._child
        if child is None or child.stdout is None:
            raise Cancelled("The demo was closed.")
        lines: list[bytes] = []
        # In a thread, since a pipe cannot be read with a time limit on every system.
        reader = threading.Thread(target=lambda: lines.append(child.stdout.readline()), daemon=True)  # type: ignore[union-attr]
        reader.start()
        reader.join(START_SECONDS)
        return lines[0] if lines else b""

    def _complaint(self, line: bytes) -> str:
        if line:
            return f"it said {quoted(line.decode(errors='replace').strip(), 200)}."
        try:
            if self._child is not None:
                self._child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            return f"it said nothing for {START_SECONDS:g} seconds."
        log = self._folder / "practice-aws.log" if self._folder else None
        said = log.read_text(errors="replace").strip().splitlines() if log and log.exists() else []
        return f"it ended with {quoted(said[-1], 200)}." if said else "it ended without a word."


def _stop(child: subprocess.Popen[bytes]) -> None:
    assert child.stdin is not None
    assert child.stdout is not None
    with contextlib.suppress(OSError):
        child.stdin.close()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    # Last: a thread that still reads from it holds it until the child is gone.
    child.stdout.close()


def shared_table(sources: Sources) -> str:
    """The table by which a demo is shared; empty: it is nobody else's."""
    return str(sources.winner(BY_NAME["team_table"])[1] or "").strip()


def missing_package() -> str:
    """The name of a package that only the demo needs and that is not installed; else ""."""
    from importlib.util import find_spec

    return "" if find_spec("regex") else "regex"
