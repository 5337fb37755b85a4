"""Completion for bash, zsh and fish, and the man page."""

import re
import tomllib
from pathlib import Path

import shtab
from argparse_manpage.manpage import Manpage

from tests.documents.command_tree import tree
from tui.command_line.completion import SHELLS

ROOT = Path(__file__).parents[2]
_PREAMBLES = {
    "bash": """
_poolwalk_profiles() { compgen -W "$(poolwalk completion profiles 2>/dev/null)" -- "$1"; }
_poolwalk_deployments() { compgen -W "$(poolwalk completion deployments 2>/dev/null)" -- "$1"; }
_poolwalk_settings() { compgen -W "$(poolwalk completion settings 2>/dev/null)" -- "$1"; }
""",
    "zsh": """
_poolwalk_values() {
  local -a found
  found=("${(@f)$(poolwalk completion $1 2>/dev/null)}")
  compadd -a found
}
_poolwalk_profiles() { _poolwalk_values profiles; }
_poolwalk_deployments() { _poolwalk_values deployments; }
_poolwalk_settings() { _poolwalk_values settings; }
""",
    "fish": "",
}


def scripts() -> dict[str, str]:
    """The text of each script, by its file's path."""
    return {
        f"assets/shell/poolwalk.{shell}": shtab.complete(
            tree(), shell, preamble=_PREAMBLES[shell]
        ).rstrip("\n")
        + "\n"
        for shell in SHELLS
    }


def man_page() -> dict[str, str]:
    """The man page, by its file's path; without a date, so that it is the same every day."""
    page = Manpage(
        tree(examples=True),
        {
            "project_name": "poolwalk",
            "prog": "poolwalk",
            "manual_section": 1,
            "manual_title": "Poolwalk",
            "date": "",
            "version": "",
            "format": "single-commands-section",
        },
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    head = f'.TH POOLWALK "1" "" "Poolwalk {project["version"]}" "User Commands"'
    text = re.sub(r"(?m)^\.TH .*$", head, str(page))
    return {"assets/shell/poolwalk.1": text.rstrip("\n") + "\n"}
