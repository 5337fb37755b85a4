"""An answer spoiled on its way: by a gateway, a proxy, a newer AWS, or a line that breaks.

What a fault of the kind `answer` does to it, in this order: `set` and `unset` members of its JSON
(dotted names, numbers into lists), `replace` texts by others, a `body`, `content_type` or `status`
of one's own, only the first `keep` bytes while all are promised, one byte every `drip` seconds
(`"head": true`: from the first line on), `endless` bytes.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.state import Document

MEMBERS = frozenset(
    {"set", "unset", "replace", "body", "content_type", "keep", "drip", "head", "endless"}
)
_PIECE = b"x" * 65_536


@dataclass(frozen=True)
class HttpAnswer:
    """What goes back. `promised` is the length that its head tells, where that is another one.

    `at_the_end` is done once the line is hung up on which it went.
    """

    status: int
    content_type: str
    body: bytes
    request_id: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    drip: float = 0.0
    head_drips: bool = False
    endless: bool = False
    at_the_end: Callable[[], None] | None = None

    def pieces(self) -> Iterator[bytes]:
        """The body as it goes out."""
        yield self.body
        while self.endless:
            yield _PIECE


def mangled(answer: HttpAnswer, faults: Iterable[Document]) -> HttpAnswer:
    """The answer after these faults; one that is not in JSON has no members to set."""
    for fault in faults:
        answer = _mangled(answer, fault)
    return answer


def _mangled(answer: HttpAnswer, fault: Document) -> HttpAnswer:
    body = answer.body
    if fault.get("set") or fault.get("unset"):
        document = json.loads(body)
        for name, value in fault.get("set", {}).items():
            place, last = _reach(document, name)
            place[last] = value
        for name in fault.get("unset", ()):
            place, last = _reach(document, name)
            del place[last]
        body = json.dumps(document).encode()
    for former, other in fault.get("replace", {}).items():
        body = body.replace(former.encode(), other.encode())
    if "body" in fault:
        body = str(fault["body"]).encode("utf-8", "surrogateescape")
    whole = len(body)
    return replace(
        answer,
        status=fault.get("status", answer.status),
        content_type=fault.get("content_type", answer.content_type),
        body=body[: fault.get("keep")],
        promised=whole if "keep" in fault else None,
        drip=float(fault.get("drip", 0)),
        head_drips=bool(fault.get("head")),
        endless=bool(fault.get("endless")),
    )


def _reach(document: Any, dotted: str) -> tuple[Any, Any]:
    *way, last = (int(step) if step.isdecimal() else step for step in dotted.split("."))
    for step in way:
        document = document[step]
    return document, last
