"""A log of the calls to AWS, to find out what was slow or refused.

It holds names, durations and request ids. A request or an answer can hold a secret anywhere, so
that neither is written, nor AWS's message, which can repeat a value.
"""

import logging
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from migration.errors import BadInput
from migration.private_file import open_private

if TYPE_CHECKING:
    from botocore.model import OperationModel
    from botocore.session import Session

_BEGAN = "poolwalk_began"  # in botocore's context of a call


class _File(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name for it
        """Lose the line, and do nothing else, when it cannot be written: the disk may be full.

        The complaint that `logging` prints would tear the screen.
        """


class CallLog:
    """Appends a line for each call.

    A line has the time (UTC), service, region, operation, what came of it, how long it took, and
    AWS's request id. The duration counts everything that the caller waited for: the pace, and every
    further try.
    """

    def __init__(self, file: Path) -> None:
        """Make the file, readable by its owner alone, or append to the one that is there.

        Raises `BadInput` where it cannot be written, and where it is a link, a pipe, a device or
        somebody else's.
        """
        try:
            descriptor = open_private(file.expanduser(), os.O_CREAT | os.O_APPEND | os.O_WRONLY)
            self._file = os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")
            self._handler = _File(self._file)
        except (OSError, ValueError, RuntimeError) as error:  # also a NUL, and a home not known
            why = getattr(error, "strerror", None) or "it is no path here"
            message = (
                f"The log file {file} cannot be written: {why}. Name another one with"
                " --log-file, or leave it out."
            )
            raise BadInput(message) from error
        formatter = logging.Formatter("%(asctime)s.%(msecs)03dZ %(message)s", "%Y-%m-%dT%H:%M:%S")
        formatter.converter = time.gmtime
        self._handler.setFormatter(formatter)
        # Of its own, and not of logging's tree: no other library writes here, and nobody turns it
        # up to bodies.
        self._logger = logging.Logger("poolwalk.calls", logging.INFO)
        self._logger.addHandler(self._handler)

    def watch(self, session: "Session") -> None:
        """Log what every client of this session calls; before any is made."""
        session.register("before-call", self._begin)
        session.register("after-call", self._answered)
        session.register("after-call-error", self._unanswered)

    def close(self) -> None:
        """Let go of the file."""
        with suppress(OSError):  # a full disk, once more
            self._handler.close()
            self._file.close()

    # What botocore gives its handlers is named in `botocore.client.BaseClient._make_api_call`.
    def _begin(self, **given: Any) -> None:
        model: OperationModel = given["model"]
        given["context"][_BEGAN] = (time.monotonic(), model.service_model.service_name, model.name)

    def _answered(self, **given: Any) -> None:
        parsed, status = given["parsed"], given["http_response"].status_code
        metadata = parsed.get("ResponseMetadata", {})
        code = parsed.get("Error", {}).get("Code", "") if status >= 300 else ""
        outcome = f"{status} {_word(code)}".strip()
        tries = int(metadata.get("RetryAttempts", 0)) + 1
        outcome += f", {tries} {'try' if tries == 1 else 'tries'}"
        self._log(given["context"], outcome, _word(metadata.get("RequestId", "")))

    def _unanswered(self, **given: Any) -> None:
        self._log(given["context"], f"no answer: {type(given['exception']).__name__}", "")

    def _log(self, context: dict[str, Any], outcome: str, request_id: str) -> None:
        began, service, operation = context[_BEGAN]
        milliseconds = (time.monotonic() - began) * 1000
        self._logger.info(
            "%s %s %s: %s, %.0f ms, request %s",
            service,
            context.get("client_region", "-"),
            operation,
            outcome,
            milliseconds,
            request_id or "-",
        )


def _word(text: object) -> str:
    """A code or an id of AWS's, held to one word.

    Whatever else a server answers stays out of the file.
    """
    return "".join(
        character for character in str(text)[:80] if character.isalnum() or character in "._-"
    )
