"""The options that only some commands take; those of all are the settings'."""

from dataclasses import dataclass

from tui.command_line.commands import COMMANDS


@dataclass(frozen=True)
class Argument:
    """An option that only some commands take. `name` is its field in `Invocation`.

    `otherwise` has what it is for with a command of which `about` does not tell it.
    """

    name: str
    flag: str
    about: str
    commands: tuple[str, ...]
    metavar: str = ""  # empty: a switch
    repeats: bool = False
    otherwise: tuple[tuple[str, str], ...] = ()

    def about_with(self, command: str) -> str:
        """What it is for, with this command."""
        return dict(self.otherwise).get(command, self.about)


ARGUMENTS = (
    Argument(
        "step",
        "--step",
        "Only this step of the guide, such as 4 or 3a.",
        ("plan", "apply", "undo", "record", "verify"),
        "ID",
    ),
    Argument(
        "out",
        "--out",
        "Keep the plan in a new file, for somebody to review; secrets stand there as fingerprints.",
        ("plan", "report"),
        "FILE",
        otherwise=(("report", "Write it to a new file, and not to standard output."),),
    ),
    Argument(
        "format",
        "--format",
        "markdown (for a ticket), html (one page, to hand on) or json; without it, what the name"
        " of the file says, and else markdown.",
        ("report",),
        "FORMAT",
    ),
    Argument(
        "redact", "--redact", "Leave out account, ids, addresses, names and notes.", ("report",)
    ),
    Argument(
        "settings",
        "--setting",
        "Only this setting, by the id plan --json gives. Repeatable.",
        ("apply",),
        "ID",
        repeats=True,
    ),
    Argument(
        "last", "--last", "The last change; so it is without --step and --since too.", ("undo",)
    ),
    Argument(
        "since",
        "--since",
        "Every change made at or after a moment, such as 2026-11-22T02:00:00Z (UTC).",
        ("undo",),
        "TIME",
    ),
    Argument(
        "set_aside",
        "--set-aside",
        "Move the record away, all of it, under a name with the time in it; a new one begins.",
        ("record",),
    ),
    Argument(
        "reason",
        "--reason",
        "The reason, in a sentence of yours; it is kept in the record.",
        ("settle", "leave-out"),
        "TEXT",
    ),
    Argument("note", "--note", "A note for whoever asks later.", ("tick",), "TEXT"),
    Argument(
        "day",
        "--day",
        "The day on which it happened, such as 2026-11-22, or today.",
        ("tick",),
        "DAY",
    ),
    Argument("withdraw", "--withdraw", "Take back what was settled before.", ("settle",)),
    Argument(
        "yes",
        "--yes",
        "Do it without asking.",
        ("rehearse", "apply", "approve", "undo", "take-over", "config", "team"),
    ),
    Argument(
        "domain",
        "--domain",
        "The new pool's domain prefix (step 2).",
        ("plan", "apply"),
        "PREFIX",
        otherwise=(("plan", "The new pool's domain prefix (step 2); with --out."),),
    ),
    Argument(
        "apple_key",
        "--apple-key",
        "The file of Apple's private key, AuthKey_….p8 (step 3b); - reads it from standard input.",
        ("plan", "apply", "undo", "verify"),
        "FILE",
    ),
    Argument(
        "apple_key_id",
        "--apple-key-id",
        "That key's id, where the file's name does not tell it.",
        ("plan", "apply", "undo", "verify"),
        "ID",
    ),
    Argument(
        "bundle",
        "--bundle",
        "Pack what a question about Poolwalk needs into a new file: it names nobody, and begins"
        " with a list of what is in it.",
        ("doctor",),
        "FILE",
    ),
    Argument(
        "skip",
        "--skip",
        "Leave a check out, or a whole group, by its name (--json lists them). Repeatable.",
        ("doctor",),
        "NAME",
        repeats=True,
    ),
    Argument(
        "no_paste",
        "--no-paste",
        "Ask nobody to paste a word back: leave the clipboard's self-test out.",
        ("doctor",),
    ),
    Argument(
        "days",
        "--days",
        "How many days back; without it, as many as --quiet-days says.",
        ("usage",),
        "N",
    ),
    Argument(
        "keep", "--keep", "Leave the copies standing; --clean takes them away.", ("rehearse",)
    ),
    Argument(
        "clean",
        "--clean",
        "Rehearse nothing: take away what earlier rehearsals left.",
        ("rehearse",),
    ),
    Argument(
        "probe",
        "--probe",
        "Ask AWS, on the copies, whether it is as Poolwalk believes; the answer of --json names"
        " nobody and can be sent to the project.",
        ("rehearse",),
    ),
    Argument(
        "with_sms", "--with-sms", "Use production's SMS role in the copies too.", ("rehearse",)
    ),
    Argument(
        "with_stack",
        "--with-stack",
        "Look at the skills stack's update by a change set that is dropped.",
        ("rehearse",),
    ),
    Argument(
        "shown_plan",
        "--plan-file",
        "Open a plan that was kept in a file, as a page of its own.",
        ("",),
        "FILE",
    ),
    Argument("json", "--json", "Answer in JSON, alone on standard output.", tuple(COMMANDS)),
)
OTHERS = {
    "--demo": "Practise on a made-up deployment on this machine; nothing real is touched. With"
    " --team-table NAME, the same command in another terminal joins it.",
    "--version": "Print the version.",
    "--help": "Say what it takes; “poolwalk help COMMAND” does so of a command.",
    "--all": "With --help: the options that all commands take as well.",
}
