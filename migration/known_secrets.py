"""Every secret that the process holds, and the one place that takes them out of texts.

Texts of botocore, requests, urllib3, the system and Python can repeat what they were busy with,
whole, cut off, or written otherwise. The sentence of each error passes `without_secrets`. What of
a secret goes into the record is in `migration/changes/journal_form.py`.
"""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from threading import RLock
from urllib.parse import quote, quote_plus, unquote, urlsplit

from migration.letters_and_digits import Places, bare, unescaped

MASK = "••••••••"

PIECE = 12  # letters and digits of a secret that are enough to give it away
_PAYLOAD = 8  # characters that a token's second part has at least
_LETTERS = 8  # letters and digits of a short secret that are enough
SHORTEST = 6  # below this a secret cannot be told from any other word
_LONGEST = 32_768  # characters of one secret that are known by their pieces

# All expressions are compiled when the first text is looked at: most programs tell no error.
# Names of variables, members and parameters whose value is a secret.
_SO_NAMED = r"(?i)secret|passw|passphrase|token|private_?key|api_?key|authorization"
# What such a name ends in where the value is no secret: a place, or a kind.
_NOT_SO_NAMED = (
    r"(?i)_(FILE|PATH|FILES|URI|URL|HOST|DIR|FOLDER|TYPE|PROCESS|SOURCE|EXPIRATION|ARN|REGION)$"
)
# What looks like a secret, whoever's it is.
_SHAPES = (
    r"(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\Z)",
    r"(?<=://)[^/\s@:]*:[^/\s@]+(?=@)",  # a name and a password before a host
    r"(?i)(?<=\bbearer )(?=\S*\d)[\w.~+/=|-]{8,}|(?<=\bbasic )(?=\S*[\d=])[\w+/=]{8,}",
    r"""(?ix)(?<![\w-])
        (?:x-amz-security-token|x-amz-signature|(?:client|aws)_?secret\w*|secret_?access_?key
          |session_?token|access_?token|refresh_?token|id_?token|passw(?:or)?d|api_?key|private_?key)
        (?:["']?\s*=\s*["']?|["']\s*:\s*["'])(?P<value>[^\s"'&,;}•][^\s"'&,;}]{3,})""",
)
# What has the form of a JSON Web Token: words with dots between. Each is looked at once, so that
# the time grows as the text does.
_WORDS_WITH_DOTS = r"(?<![\w-])[\w-]++(?:\.[\w-]*+)++"
_JWT_BEGINS = r"\beyJ[\w-]{8}"


class KnownSecrets:
    """The secrets of one process. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = RLock()  # a signal may have a sentence said while one is added
        self._seen: set[str] = set()
        self._unlearned: list[str] = []  # of what was seen: no text was looked at since
        self._whole: set[str] = set()
        self._pieces: set[str] = set()  # of letters and digits
        self._short: set[str] = set()  # the letters and digits of what is too short for pieces

    def add(self, value: str) -> None:
        """Remember a value; one that is too short to be told from a word is not."""
        if value in self._seen or _is_a_word(value.strip()):
            return
        with self._lock:
            self._unlearned.append(value)  # first: a signal may come before the other
            self._seen.add(value)

    def _learn(self) -> None:
        """Work out how a text may write what was added: it takes long, and most tell no error."""
        with self._lock:
            for value in tuple(self._unlearned):
                kept = value[:_LONGEST]
                body = _without_armour(kept)
                letters = {unescaped(body), *map(bare, (*_in_other_signs(kept), body))}
                # in place: what a signal has learned meanwhile stays
                self._whole.update(form for form in _forms(kept) if len(form) >= SHORTEST)
                self._short.update(form for form in letters if _is_short(form))
                if not _is_address(value):
                    for form in letters:
                        self._pieces.update(_pieces(form))
                with suppress(ValueError):  # learned already
                    self._unlearned.remove(value)

    def without(self, text: str) -> str:
        """The text with dots where a known secret, a piece of one, or what looks like one stood."""
        if self._unlearned:
            self._learn()
        text = re.sub(_WORDS_WITH_DOTS, _without_tokens, text)
        for shape in _SHAPES:
            text = re.sub(shape, _dots, text)
        for value in sorted(self._whole, key=len, reverse=True):
            if value in text:
                text = text.replace(value, MASK)
        shown, parts = 0, []
        for begin, end in self._runs(text):
            parts += [text[shown:begin], MASK]
            shown = end
        return "".join([*parts, text[shown:]])

    def _runs(self, text: str) -> list[tuple[int, int]]:
        """Where the text is made of pieces of secrets, however it is written, from and to."""
        if not self._pieces and not self._short:
            return []
        letters, pieces = bare(text), self._pieces
        found = [
            (at, at + PIECE)
            for at in range(len(letters) - PIECE + 1)
            if letters[at : at + PIECE] in pieces
        ]
        for short in tuple(self._short):
            at = letters.find(short)
            while at >= 0:
                found.append((at, at + len(short)))
                at = letters.find(short, at + 1)
        if not found:
            return []
        places = Places(text)
        runs: list[tuple[int, int]] = []
        for begin, end in (places.span(*one) for one in sorted(found)):
            first, last = runs.pop() if runs and begin <= runs[-1][1] else (begin, end)
            runs.append((first, max(last, end)))
        return runs


def _dots(found: re.Match[str]) -> str:
    value = found.groupdict().get("value")
    return found[0].replace(value, MASK) if value else MASK


def _without_tokens(found: re.Match[str]) -> str:
    """Words with dots between, of which each two or three that are a token are dots."""
    words = found[0].split(".")
    shown, at = [], 0
    while at < len(words):
        begins = re.search(_JWT_BEGINS, words[at])
        if begins and at + 1 < len(words) and len(words[at + 1]) >= _PAYLOAD:
            shown.append(words[at][: begins.start()] + MASK)
            at += 3
        else:
            shown.append(words[at])
            at += 1
    return ".".join(shown)


def _is_a_word(value: str) -> bool:
    """Whether sentences would lose words of their own if it were kept out of them."""
    return len(value) < SHORTEST or (len(value) < PIECE and value.isalpha() and value.islower())


def _is_address(value: str) -> bool:
    """Whether it begins as many harmless texts do: then its pieces say nothing."""
    return value.startswith(("http://", "https://", "arn:")) and "@" not in value


def _is_short(letters: str) -> bool:
    """Whether letters and digits are too few for pieces, and yet no word of a sentence."""
    return _LETTERS <= len(letters) < PIECE and not letters.isalpha() and not letters.isdecimal()


def _pieces(letters: str) -> Iterator[str]:
    """All that is enough to give a secret away; digits alone are other things, as accounts."""
    for at in range(len(letters) - PIECE + 1):
        piece = letters[at : at + PIECE]
        if not piece.isdecimal() or letters.isdecimal():
            yield piece


def _without_armour(value: str) -> str:
    """A key without the lines around it, which all keys have."""
    return re.sub("-----[A-Z ]+-----", "", value)


def _forms(value: str) -> Iterator[str]:
    """How a text may write a value, sign by sign."""
    stripped = value.strip()
    for form in {value, stripped, *(line.strip() for line in stripped.splitlines())}:
        yield from (form, repr(form)[1:-1], json.dumps(form)[1:-1])
        yield from (quote(form, safe=safe, errors="surrogatepass") for safe in ("", "/"))
        yield quote_plus(form, errors="surrogatepass")
    yield from _in_other_signs(stripped)


def _in_other_signs(value: str) -> Iterator[str]:
    """How a text may write a value with other letters: in base64, in hexadecimal numbers."""
    for raw in {one.encode("utf-8", "surrogatepass") for one in (value, value.strip())}:
        yield raw.hex()
        for encode in (b64encode, urlsafe_b64encode):
            for before in range(3):  # what stands before it in the same base64
                encoded = encode(b"\0" * before + raw).decode().rstrip("=")
                yield encoded[(0, 2, 3)[before] :][:-1]


_KNOWN = KnownSecrets()


def remember_secret(value: str) -> None:
    """Let no sentence repeat this value from now on."""
    _KNOWN.add(value)


def remember_environment(environment: Mapping[str, str]) -> None:
    """Let no sentence repeat what the environment's names call a secret, or a proxy's password."""
    for name, value in environment.items():
        if names_a_secret(name):
            remember_secret(value)
        elif name.upper().endswith("_PROXY"):
            password = _password(value)
            remember_secret(password)
            remember_secret(unquote(password))


def names_a_secret(name: str) -> bool:
    """Whether the name of a variable says that its value is a secret."""
    return bool(re.search(_SO_NAMED, name)) and not re.search(_NOT_SO_NAMED, name)


def _password(address: str) -> str:
    try:
        return urlsplit(address).password or ""
    except ValueError:
        return ""


def without_secrets(text: str) -> str:
    """The text with dots where a secret stood: any that is known, and whatever looks like one."""
    return _KNOWN.without(text)
