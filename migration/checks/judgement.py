"""What an answer means, by the table of markers.

Whatever the table does not know is inconclusive.
"""

from collections.abc import Callable
from typing import TypeVar

from migration.checks.check_verdict import CheckVerdict
from migration.checks.error_codes import PLACES, code_in
from migration.checks.finding import Evidence, Judgement
from migration.checks.markers import Marker, Markers
from migration.checks.question_and_answer import Answer, NoAnswer, Reply
from migration.web_address import host_of, parts_of

TOO_MANY, SERVER_ERRORS = 429, 500
_LONGEST = 200
Judged = TypeVar("Judged")


def by_markers(check: str, reply: Reply, markers: Markers, domain: str = "") -> Judgement:
    """The first marker of this check that holds decides. `domain` is the new pool's own host."""
    if hindered := unanswered(reply):
        return hindered
    assert isinstance(reply, Answer)
    for marker in markers.of(check):
        if _holds(marker, reply, domain):
            passed = marker.verdict is CheckVerdict.PASSED and not marker.code_in
            return Judgement(marker.verdict, marker.says, "" if passed else any_code(reply))
    return unknown(reply)


def any_code(answer: Answer) -> str:
    """The code that an answer carries, wherever it is."""
    return next((found for place in PLACES if (found := code_in(answer, place))), "")


def unanswered(reply: Reply) -> Judgement | None:
    """The verdict *inconclusive* where there is no answer, or only one that says "later".

    None where there is an answer to judge.
    """
    if isinstance(reply, NoAnswer):
        return Judgement(
            CheckVerdict.INCONCLUSIVE,
            f"{reply.probe.host}: {reply.trouble.value}",
            reply.trouble.name.lower(),
        )
    if reply.status == TOO_MANY:
        return Judgement(
            CheckVerdict.INCONCLUSIVE,
            f"{reply.probe.host} asks to be asked less often: try again later",
        )
    if reply.status >= SERVER_ERRORS:
        return Judgement(
            CheckVerdict.INCONCLUSIVE,
            f"{reply.probe.host} has an error of its own ({reply.status}): try again later",
        )
    return None


def answered(judge: Callable[[Answer], Judged]) -> Callable[[Reply], Judged | Judgement]:
    """A judge of answers as one of replies: where there is no answer to judge, that is told."""

    def judged(reply: Reply) -> Judged | Judgement:
        if hindered := unanswered(reply):
            return hindered
        assert isinstance(reply, Answer)
        return judge(reply)

    return judged


def unknown(answer: Answer) -> Judgement:
    """An answer that means nothing to us."""
    code = any_code(answer)
    said = f"status {answer.status}" + (f", {code}" if code else "")
    cut = ", and its answer is cut off" if not answer.whole else ""
    sentence = f"{answer.probe.host} answers in a way that Poolwalk does not know ({said}){cut}"
    return Judgement(CheckVerdict.INCONCLUSIVE, sentence, code)


def evidence_of(reply: Reply, code: str = "", *, pasted: bool = False) -> Evidence:
    """What is kept of a reply."""
    if isinstance(reply, NoAnswer):
        return Evidence(reply.probe.host, code=code, pasted=pasted)
    where = parts_of(reply.location)
    location = f"{where.hostname}{_known_part(where.path)}"[:_LONGEST] if reply.location else ""
    return Evidence(reply.probe.host, reply.status, location, code, pasted)


def _known_part(path: str) -> str:
    """A path as far as its parts are known; any other one can be a token, or open a session."""
    known: list[str] = []
    for part in path.split("/"):
        if part and part not in _KNOWN_PARTS:
            return "/".join([*known, "…"])
        known.append(part)
    return "/".join(known)


# Of the addresses at which Cognito, Google, Apple and Amazon answer a login.
_KNOWN_PARTS = frozenset(
    {"ap", "auth", "authorize", "callback", "confirm", "error", "forgotPassword", "identifier"}
    | {"idpresponse", "login", "logout", "o", "oauth", "oauth2", "oa", "passkeys", "resource"}
    | {"resumeAuthentication", "saml2", "selectMFA", "signin", "signup", "token", "v1", "v2", "v3"}
)


def _holds(marker: Marker, answer: Answer, domain: str) -> bool:
    where = parts_of(answer.location)
    host = domain if marker.location_host == "domain" else marker.location_host
    return (
        answer.status in marker.status
        and (
            not marker.location_host
            or (where.scheme == "https" and host_of(answer.location) == host)
        )
        and (not marker.location_path or _path_is(marker.location_path, where.path))
        and (not marker.code_in or code_in(answer, marker.code_in) in marker.codes)
        and (not marker.body_has or marker.body_has in answer.text)
        and (not marker.body_lacks or _lacks(answer, marker.body_lacks))
    )


def _path_is(wanted: str, path: str) -> bool:
    """Whether a path is the wanted one; with `*` at its end, whether it or a longer one is."""
    beginning = wanted.removesuffix("*")
    if beginning == wanted:
        return path == wanted
    return path == beginning or path.startswith(f"{beginning}/")


def _lacks(answer: Answer, words: str) -> bool:
    """What is not in half a page can be in the other half."""
    return answer.whole and bool(answer.text.strip()) and words not in answer.text
