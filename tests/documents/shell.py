"""Completion for bash, zsh and fish, and the man page."""

import re
import tomllib
from pathlib import Path

import shtab
from argparse_manpage.manpage import Manpage

from tests.documents.command_tree import tree
from tui.command_line.completion import SHELLS

ROOT = Path(__file__).parents[2]
_MAN_END = r"""
.SH EXIT STATUS
0: nothing to do, or all of it was done. 1: an error.
2: there is something to apply (plan), or something differs (diff, mobile).
3: something was refused (verify), or came out otherwise than predicted (rehearse).
4: something is not known (verify), or was not rehearsed. 130: interrupted.
.SH FILES
.TP
~/.config/poolwalk/config.toml
Settings; poolwalk config init writes it.
.TP
~/.local/state/poolwalk
The record of what was done, and snapshots of both pools.
.TP
~/.aws/config, ~/.aws/credentials
Logins, as the AWS command line has them.
""".lstrip("\n")

# Values of this machine are text: `compgen -W` would run what stands in one.
_BASH = r"""
_poolwalk_values() {
  local value word="$2" quote=""
  case "$word" in
    [\"\']*) quote="${word:0:1}"; word="${word:1}" ;;
    *) word="${word//\\/}" ;;
  esac
  while IFS= read -r value; do
    [[ "$value" == "$word"* ]] || continue
    if [[ -n "$quote" ]]; then printf '%s\n' "$quote$value"; else printf '%q\n' "$value"; fi
  done < <(poolwalk completion "$1" 2>/dev/null)
}
_poolwalk_profiles() { _poolwalk_values profiles "$1"; }
_poolwalk_deployments() { _poolwalk_values deployments "$1"; }
_poolwalk_settings() { _poolwalk_values settings "$1"; }

# Bash breaks words at ":" and "=": they are put together again before, and what stands on the line
# already is taken off the answers after.
_poolwalk() {
  local -a whole=()
  local index word last="" kept=0 current=$COMP_CWORD place=0
  for (( index = 0; index < ${#COMP_WORDS[@]}; index++ )); do
    word="${COMP_WORDS[index]}"
    if [[ "$word" == "=" && "$last" == --* ]]; then
      last="="
      if (( index == current )); then whole+=(""); fi
    elif [[ ( "$word" == ":"* || "$last" == *":" ) && ${#whole[@]} -gt 1 ]]; then
      last="$word"
      whole[${#whole[@]}-1]+="$word"
    else
      last="$word"
      whole+=("$word")
    fi
    if (( index <= current )); then place=$(( ${#whole[@]} - 1 )); fi
  done
  local -a COMP_WORDS=("${whole[@]}")
  local COMP_CWORD=$place
  _shtab_poolwalk
  word="${COMP_WORDS[COMP_CWORD]}"
  if [[ "$word" == *:* && "$COMP_WORDBREAKS" == *:* ]]; then
    last="${word##*:}"
    kept=$(( ${#word} - ${#last} ))
    for index in "${!COMPREPLY[@]}"; do COMPREPLY[index]="${COMPREPLY[index]:kept}"; done
  fi
}
"""
_ZSH = r"""
_poolwalk_values() {
  local -a found
  found=("${(@f)$(poolwalk completion $1 2>/dev/null)}")
  found=("${(@)found:#}")
  compadd -a found
}
_poolwalk_profiles() { _poolwalk_values profiles; }
_poolwalk_deployments() { _poolwalk_values deployments; }
_poolwalk_settings() { _poolwalk_values settings; }
"""
_PREAMBLES = {"bash": _BASH, "zsh": _ZSH, "fish": ""}


def scripts() -> dict[str, str]:
    """The text of each script, by its file's path."""
    return {f"assets/shell/poolwalk.{shell}": _script(shell) for shell in SHELLS}


def _script(shell: str) -> str:
    text = shtab.complete(tree(), shell, preamble=_PREAMBLES[shell]).rstrip("\n") + "\n"
    if shell == "bash":
        text = text.replace("-F _shtab_poolwalk poolwalk", "-F _poolwalk poolwalk")
    if shell == "zsh":  # a value may stand behind "=" as well
        text = re.sub(r'(?m)^( +"--[a-z-]+)(\[.*\]:)', r"\1=\2", text)
    return text


def man_page() -> dict[str, str]:
    """The man page, by its file's path; without a date, so that it is the same every day."""
    parser = tree(examples=True)
    parser.usage = "poolwalk [COMMAND] [options]"
    page = Manpage(
        parser,
        {
            "description": "walk from the old Cognito user pool of ESP RainMaker to the new one",
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
    # The options that all commands take are many, and stand behind the commands.
    first, options, commands = re.split(r"(?m)^(?=\.SH OPTIONS$|\.SH$)", text, maxsplit=2)
    common = options.replace(".SH OPTIONS", ".SH OPTIONS OF ALL COMMANDS", 1)
    parts = (part.rstrip("\n") for part in (first, commands, common, _MAN_END))
    return {"assets/shell/poolwalk.1": "\n".join(parts) + "\n"}
