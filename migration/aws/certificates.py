"""The file of certificates that verifies AWS's own: who names it, and what is wrong with it.

botocore takes AWS_CA_BUNDLE, then `ca_bundle` of the profile, then REQUESTS_CA_BUNDLE.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from migration.aws.configuration import value_of_configuration
from migration.aws.safe_text import clean

_MEMBER = "ca_bundle"
_LARGEST = 10_000_000  # bytes: far more than the certificates of the whole web
_PEM = (b"-----BEGIN CERTIFICATE-----", b"-----BEGIN TRUSTED CERTIFICATE-----")


@dataclass(frozen=True)
class CertificateFile:
    """The file that counts. `name` is the variable or member that names it, in words."""

    name: str
    path: str
    unset: str  # how to do without it

    @property
    def problem(self) -> str:
        """What is wrong with it, in a sentence's middle; empty: nothing that can be seen."""
        if not self.path.strip():
            return f"{self.name} is set and empty"
        named = f"{self.name} names {clean(self.path)}, which"
        file = Path(self.path)
        try:
            with file.open("rb") as opened:
                content = opened.read(_LARGEST)
        except IsADirectoryError:
            return f"{named} is a folder"
        except FileNotFoundError:
            return f"{named} is not there"
        except PermissionError:
            return f"{named} may not be read by you"
        except (OSError, ValueError) as error:
            return f"{named} cannot be read ({type(error).__name__})"
        whole = any(mark in content for mark in _PEM)
        return "" if whole else f"{named} holds no certificate in PEM"


def certificate_file(profile: str) -> CertificateFile | None:
    """The file that botocore verifies with; None: its own."""
    member = f"{_MEMBER} in AWS's configuration"
    variable = os.environ.get("AWS_CA_BUNDLE")
    if variable is not None:
        return CertificateFile("AWS_CA_BUNDLE", variable, "unset AWS_CA_BUNDLE")
    if held := value_of_configuration(_MEMBER, profile):
        return CertificateFile(member, held, f"take {member} out")
    variable = os.environ.get("REQUESTS_CA_BUNDLE")
    if variable is not None:
        return CertificateFile("REQUESTS_CA_BUNDLE", variable, "unset REQUESTS_CA_BUNDLE")
    return None
