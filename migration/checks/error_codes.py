"""The error code that an answer carries, wherever the party puts it.

Only what looks like a code is taken: the rest is not kept.
"""

import re
from collections.abc import Callable, Mapping

from migration.bounded_json import bounded_json
from migration.checks.protobuf import first_text
from migration.checks.question_and_answer import Answer
from migration.web_address import parameter

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_DATA_ERROR_CODE = re.compile(r"""data-error-code\s*=\s*["']([^"']{1,64})["']""")
# In a page's script the quotes can be escaped, and in an attribute they are entities.
_QUOTE = r"""(?:\\?"|&quot;|&#34;)"""
_ERROR_CODE = re.compile(rf"{_QUOTE}errorCode{_QUOTE}\s*:\s*{_QUOTE}(\w{{1,64}}){_QUOTE}")


def _of_location(answer: Answer) -> str:
    return parameter(answer.location, "error")


def _of_auth_error(answer: Answer) -> str:
    return first_text(parameter(answer.location, "authError"))


def _of_attribute(answer: Answer) -> str:
    found = _DATA_ERROR_CODE.search(answer.text)
    return found[1] if found else ""


def _of_page(answer: Answer) -> str:
    found = _ERROR_CODE.search(answer.text)
    return found[1] if found else ""


def _of_json(answer: Answer) -> str:
    try:
        document = bounded_json(answer.text)
    except ValueError:
        return ""
    said = (
        next((document[key] for key in ("error", "errorCode") if key in document), "")
        if isinstance(document, dict)
        else ""
    )
    return said if isinstance(said, str) else ""


# The places by the names that the table of markers uses.
PLACES: Mapping[str, Callable[[Answer], str]] = {
    "location-error": _of_location,  # the parameter `error` of the Location
    # a base64url protobuf in the parameter `authError` of the Location
    "location-authError": _of_auth_error,
    "data-error-code": _of_attribute,  # an attribute of that name in the page
    "page-errorCode": _of_page,  # JSON within the page
    "json-error": _of_json,  # the body is JSON
}


def code_in(answer: Answer, place: str) -> str:
    """The code at one of the `PLACES`; empty where there is none."""
    found = PLACES[place](answer)
    return found if _CODE.fullmatch(found) else ""
