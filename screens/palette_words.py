"""What people also call things: words by which the palette finds them, and does not show.

And what has no key here, since it is a command without a screen: the palette names it.
"""

from collections.abc import Mapping

# By the ids of commands (`widgets/commands/table.py`); a step's own are `also_called` in its file.
ALSO: Mapping[str, str] = {
    "show-rehearsal": "rehearsal dry run trial test",
    "write-report": "export print share colleague html markdown",
    "show-record": "history log changes restore roll back",
    "show-keys": "manual documentation shortcuts legend marks",
    "filter": "find filter grep settings",
    "zoom": "maximize enlarge full screen larger room text",
    "quit": "exit leave close",
    "read-again": "refresh reload update",
    "not-applicable": "skip leave out accept settle ignore",
    "reveal": "password show unmask",
    "check-step": "verify prove",
    "check-all": "verify prove everything",
    "submit-skill": "certify certification publish",
    "copy": "clipboard paste",
    "undo": "revert take back roll back",
    "show-doctor": "diagnose permissions region account sms",
    "tick": "complete finish",
    "mouse": "select",
    "pair": "match clients",
    "enter-value": "type logo upload image picture",
    "show-plan": "review approval",
}
# Name, what it is, and the command line that does it.
WITHOUT_A_SCREEN = (
    ("Snapshot of both pools", "Both pools in a file, and what changed since", "snapshot"),
    ("A team", "Share the record with others", "team"),
    ("Settings", "Write, show or find your settings: config.toml", "config"),
    ("Plan as text", "What differs, as text or JSON, for a script", "plan"),
)
# Name, what it is, and the option with which Poolwalk is started.
BY_AN_OPTION = (
    ("Read-only", "Look, with writing switched off", "--read-only"),
    ("Another account or region", "Start on another one", "--profile NAME --region NAME"),
    ("Version", "Which Poolwalk this is", "--version"),
)
