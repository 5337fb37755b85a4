"""Canaries: a value of its own in every secret position of the sample.

Any of them can be searched for.
"""

import re
import secrets
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.practice_aws import ROOT

SAMPLE = ROOT / "assets" / "sample" / "acme.toml"
POSITION = re.compile(
    r'^(\s*(?:client_secret|ClientSecret) = |.*ParameterKey = "DeploymentToken", ParameterValue ='
    r' |tokens = \[)"[^"]+"',
    re.MULTILINE,
)
PIECE = 12  # characters of a canary that are enough to give it away
KEY_HEAD = 60  # characters that every P-256 key in PKCS 8 begins with


@dataclass(frozen=True)
class Canaries:
    """The planted values by their position, and the files that hold them."""

    pieces: dict[str, str]  # what to search for, and where it was planted
    sample: Path
    apple_key: Path

    def found_in(self, content: bytes) -> set[str]:
        """The positions whose value, or a piece of it, is in some bytes.

        Values that were encoded for a clipboard are found too.
        """
        text = content.decode("utf-8", "replace")
        return {
            position
            for piece, position in self.pieces.items()
            if piece in text or encoded(piece) in text
        }


def encoded(piece: str) -> str:
    """A piece as base64 has it when it stands at the start of what is encoded."""
    return b64encode(piece.encode()).decode().rstrip("=")


def plant(folder: Path) -> Canaries:
    """A copy of the sample with canaries, and a private key as Apple gives one."""
    folder.mkdir()
    pieces: dict[str, str] = {}

    def canary(found: re.Match[str]) -> str:
        # Repeated, so that a value that was cut or broken over two lines still shows a whole piece.
        piece = secrets.token_hex(PIECE // 2)
        pieces[piece] = f"{found[1].strip()} number {len(pieces) + 1}"
        return f'{found[1]}"{piece * 4}"'

    sample = folder / "sample.toml"
    sample.write_text(POSITION.sub(canary, SAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
    key = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "AuthKey_CANARY1234.p8"
    file.write_bytes(key)
    body = "".join(key.decode().splitlines()[1:-1])
    pieces |= {
        body[at : at + PIECE]: "Apple's private key" for at in range(KEY_HEAD, len(body) - PIECE)
    }
    return Canaries(pieces, sample, file)


def files_under(folder: Path) -> Iterator[Path]:
    """Every file that a run left, whatever it is called."""
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def processes() -> Iterator[tuple[int, int, bytes]]:
    """Number, parent and arguments of every process of this machine that can be looked at."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                yield int(folder.name), parent, (folder / "cmdline").read_bytes()
            except OSError:
                continue


def below(ancestor: int, known: Iterable[tuple[int, int, bytes]]) -> Iterator[int]:
    """The numbers of a process's children, and of theirs."""
    listed = list(known)
    for number, parent, _ in listed:
        if parent == ancestor:
            yield number
            yield from below(number, listed)
