"""`poolwalk completion`: what completes a command line in a shell.

The scripts stand in `assets/shell/`, made from the one parser by `python -m tests.documents`. They
ask this command for the values that only this machine knows.
"""

from collections.abc import Callable
from importlib.resources import files

from migration.aws.crt import profiles
from migration.errors import BadInput
from tui.command_line.invocation import Invocation
from tui.command_line.last_plan import kept_ids
from tui.command_line.output import Output
from tui.settings.sources import gather, named_state_folder
from tui.spelling import did_you_mean, quoted

SHELLS = ("bash", "zsh", "fish")
PRINTED = 0


def completion(invocation: Invocation) -> int:
    """Print a script, or values for one, and give the exit code. Raises `BadInput`."""
    values: dict[str, Callable[[], list[str]]] = {
        "profiles": lambda: list(profiles()),
        "deployments": lambda: list(gather(invocation.options).deployments),
        "settings": lambda: kept_ids(named_state_folder(gather(invocation.options))),
    }
    shell = invocation.shell
    if shell in values:
        lines = [value for value in values[shell]() if value.isprintable()]
        if lines:
            Output().document("\n".join(lines))
    elif shell in SHELLS:
        script = files("assets") / "shell" / f"poolwalk.{shell}"
        Output().document(script.read_text(encoding="utf-8").rstrip("\n"))
    else:
        raise BadInput(
            f"Completion is there for {', '.join(SHELLS[:-1])} and {SHELLS[-1]}, and not for"
            f" {quoted(shell)}. {did_you_mean(shell, SHELLS)}"
        )
    return PRINTED
