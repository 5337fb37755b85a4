"""Values as HTML and Markdown may hold them: text, whatever characters they have.

Nothing of a value is markup, a link, a mention or a control code; no secret that the process knows
is in it.
"""

import re
from collections.abc import Iterator

from migration.known_secrets import without_secrets
from migration.plain_text import plain

# A word that no dialect of Markdown takes for more than a word: letters with apostrophes and
# hyphens between, a number, a date, a time. What has the form of a commit or an issue is none.
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[,.:-]\d+)*[%hs]?|\d[a-c]")
_COMMIT = re.compile(r"[0-9a-f]{7,}", re.IGNORECASE)
_ISSUE = re.compile(r"[A-Z]+-\d+", re.IGNORECASE)
_BEFORE, _AFTER = "“‘(…", "”’),;:.?!…"
_ALONE = frozenset("→—–·…")
_LIST_ITEM = re.compile(r"\d+[.)]")
NOTHING = "—"


class Marked(str):
    """Text that is Markdown already."""

    __slots__ = ()


def told(value: object) -> str:
    """A value as one line of text: controls spelled out, secrets as dots."""
    return plain(without_secrets(str(value)))


def code(value: object) -> Marked:
    """A value as a span of code, in which Markdown finds nothing."""
    text = told(value)
    if not text:
        return Marked(NOTHING)
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return Marked(f"{fence}{space}{text}{space}{fence}")


def cell(value: object) -> Marked:
    """Text for a cell of a table, where a bar would end the cell in a span of code as well."""
    return Marked(code(value).replace("\\|", "\\ |").replace("|", "\\|"))


def sentence(text: object) -> str:
    """A sentence: what is more than a plain word in it is a span of code."""
    if isinstance(text, Marked):
        return text
    return Marked(" ".join(_spans(told(text).split())))


def _spans(words: list[str]) -> Iterator[str]:
    risky: list[str] = []
    for number, word in enumerate(words):
        if _is_plain(word) and not (number == 0 and _LIST_ITEM.fullmatch(word)):
            yield from _risky(risky)
            risky = []
            yield word
        else:
            risky.append(word)
    yield from _risky(risky)


def _risky(words: list[str]) -> Iterator[str]:
    if words:
        whole = " ".join(words)
        bare = whole.rstrip(_AFTER)
        yield f"{code(bare)}{whole[len(bare) :]}" if bare else code(whole)


def _is_plain(word: str) -> bool:
    if word in _ALONE:
        return True
    bare = word.lstrip(_BEFORE).rstrip(_AFTER)
    if _COMMIT.fullmatch(bare) or _ISSUE.fullmatch(bare):
        return False
    return bool(_WORD.fullmatch(bare))
