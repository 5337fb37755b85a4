"""Secrets made up for the copies: of production's form, and of production's nothing else."""

import secrets
import string
from collections.abc import Mapping
from typing import Any

from migration.secret import Secret

_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)


class MadeUp:
    """Gives each of production's secrets one of the same form, always the same one.

    A secret that both pools share is then shared by both copies too.
    """

    def __init__(self) -> None:
        self._known: dict[Secret, str] = {}

    def for_secret(self, secret: Secret) -> str:
        """A text of the same length, each letter and digit another one of its kind."""
        if secret not in self._known:
            self._known[secret] = "".join(map(_other, secret.reveal()))
        return self._known[secret]

    def within(self, value: Any) -> Any:
        """A value as JSON has it, in which every secret is a made-up one."""
        if isinstance(value, Secret):
            return self.for_secret(value)
        if isinstance(value, Mapping):
            return {key: self.within(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.within(item) for item in value]
        return value


def _other(character: str) -> str:
    for letters in _CLASSES:
        if character in letters:
            return secrets.choice(letters.replace(character, ""))
    return character


def made_up_apple_key() -> str:
    """A private key of the form that Apple gives (EC, P-256), in PEM: made for the rehearsal."""
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return (
        generate_private_key(SECP256R1())
        .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        .decode()
    )
