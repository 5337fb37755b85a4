"""The MFA code of a role.

It is asked for in a dialog: botocore would ask on the bare terminal and spoil the screen.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from migration.errors import NoCredentials

if TYPE_CHECKING:
    from botocore.session import Session

_PROMPT = "Enter MFA code for "


def use_mfa_prompt(session: "Session", ask_mfa_code: Callable[[str], str] | None) -> None:
    """Let the session ask for MFA codes through `ask_mfa_code`.

    That is given the device's ARN and returns the code. None: there is nobody to ask.
    """

    def prompt(text: str) -> str:
        device = text.removeprefix(_PROMPT).rstrip(": ")
        if ask_mfa_code is None:
            raise NoCredentials(
                f"The role wants an MFA code of {device}, and there is nobody to ask here: run"
                " Poolwalk on a terminal, or put temporary credentials into the environment."
            )
        return ask_mfa_code(device).strip()

    provider = session.get_component("credential_provider").get_provider("assume-role")
    # botocore has no public way in; a test fails when the attribute moves.
    provider._prompter = prompt
