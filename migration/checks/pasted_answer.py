"""What `curl -si` printed on another machine, pasted back.

It is read as an answer like one of our own; it may be cut off.
"""

import re

from migration.checks.question_and_answer import LARGEST, Answer, Probe
from migration.errors import BadInput

_STATUS = re.compile(r"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b[^\n]*")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)")
_TUNNEL = re.compile(r"connection established", re.IGNORECASE)


def pasted_answer(text: str, probe: Probe) -> Answer:
    """The answer to a probe. Raises `BadInput` where the text has none.

    It begins with a line such as `HTTP/2 302`. What stands before it (a prompt, the command itself)
    is left out, and so are a proxy's own answer and a "100 Continue".
    """
    lines = text[: 2 * LARGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = _next_status(lines, 0)
    if at is None:
        raise BadInput("That is no answer: paste what the line printed, from “HTTP/…” on.")
    while True:
        found = _STATUS.match(lines[at])
        assert found is not None
        end = next(
            (number for number in range(at + 1, len(lines)) if not lines[number].strip()), None
        )
        head = lines[at + 1 : end]
        after = _next_status(lines, end + 1, only_here=True) if end is not None else None
        if after is not None and (found[1].startswith("1") or _TUNNEL.search(lines[at])):
            at = after
            continue
        headers = {
            match[1].lower(): match[2].strip() for line in head if (match := _HEADER.match(line))
        }
        body = "\n".join(lines[end + 1 :]).encode(errors="replace") if end is not None else b""
        return Answer(
            probe, int(found[1]), headers, body, end is not None and _whole(headers, body)
        )


def _next_status(lines: list[str], start: int, *, only_here: bool = False) -> int | None:
    """The next line that begins an answer.

    With `only_here`, only if nothing but empty lines comes before it.
    """
    for number in range(start, len(lines)):
        if _STATUS.match(lines[number]):
            return number
        if only_here and lines[number].strip():
            return None
    return None


def _whole(headers: dict[str, str], body: bytes) -> bool:
    """Whether the body came to its end.

    Where nothing says how long it is, a page counts as whole once it is closed.
    """
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and len(length) < _DIGITS:
        return len(body.rstrip()) >= int(length) - _LINE_ENDS
    return body.rstrip().lower().endswith((b"</html>", b"}"))


# A terminal turns line ends, and a paste loses the last ones.
_LINE_ENDS = 2
_DIGITS = 16  # of a length; a longer one is none
