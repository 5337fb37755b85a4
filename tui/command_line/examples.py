"""Two or three lines for each command that people need most, and what they are for.

They stand in its help, in the man page and on the page of commands; a test understands each.
"""

Example = tuple[str, str]  # the line, and what it is for

EXAMPLES: dict[str, tuple[Example, ...]] = {
    "": (
        ("poolwalk --demo", "practise on a made-up deployment on this machine"),
        ("poolwalk --demo --team-table poolwalk", "the same as a team: in two terminals"),
        ("poolwalk --profile acme --read-only", "look at your own, with writing switched off"),
        ("poolwalk --profile acme", "walk"),
    ),
    "plan": (
        ("poolwalk plan", "what differs, and what would be applied"),
        ("poolwalk plan --step 4 --json", "one step, for a script"),
        ("poolwalk plan --out plan.json", "keep it, for somebody else to approve"),
    ),
    "next": (("poolwalk next", "the one thing that is next"),),
    "rehearse": (
        ("poolwalk rehearse", "the whole walk on throw-away copies of both pools"),
        ("poolwalk rehearse --clean", "take away what an earlier rehearsal left"),
    ),
    "apply": (
        ("poolwalk apply --step 4", "carry one step over; it shows what, and asks"),
        (
            "poolwalk apply --yes --domain acme-signin --apple-key AuthKey_ABC123DEF4.p8",
            "all of it at once, without asking",
        ),
        ("poolwalk apply plan.json", "what stands in a plan's file, and nothing else"),
    ),
    "approve": (("poolwalk approve plan.json", "approve a plan that somebody else kept"),),
    "undo": (
        ("poolwalk undo", "take the last change back"),
        ("poolwalk undo --step 4", "all changes of a step"),
        ("poolwalk undo --since 2026-11-22T02:00:00Z", "all since a moment"),
    ),
    "record": (
        ("poolwalk record", "every change that Poolwalk made, newest first"),
        ("poolwalk record --set-aside", "move a damaged record away whole; a new one begins"),
    ),
    "verify": (
        ("poolwalk verify", "ask all parties whether what was done is there"),
        ("poolwalk verify --step 3a --json", "one step, for a script"),
        (
            "poolwalk verify --step 3b --apple-key AuthKey_ABC123DEF4.p8",
            "whether Apple takes the key, before it is written",
        ),
    ),
    "doctor": (
        ("poolwalk doctor", "whether everything holds that the migration rests on"),
        ("poolwalk doctor --no-paste --json", "the same, for a script"),
        ("poolwalk doctor --bundle question.txt", "pack what a question about Poolwalk needs"),
    ),
    "snapshot": (("poolwalk snapshot", "both pools' configuration, in a file"),),
    "diff": (("poolwalk diff SNAPSHOT", "what differs from that file to now"),),
    "usage": (
        ("poolwalk usage", "who still signs in at which pool"),
        ("poolwalk usage --days 90", "of the last three months"),
    ),
    "report": (
        ("poolwalk report --out report.html", "all of it, to hand on"),
        ("poolwalk report --redact", "without account, ids, addresses, names and notes"),
    ),
    "settle": (
        (
            'poolwalk settle users --reason "told three times, the last date was 1 March"',
            "why the old pool may go though users are left there",
        ),
        (
            'poolwalk settle google-console --reason "that client is not ours"',
            "why a check that did not pass is not in the way",
        ),
        (
            'poolwalk settle client/esp-rainmaker-google-action --reason "it was ended"',
            "why nobody is seen at an app client of the new pool",
        ),
        ("poolwalk settle users --withdraw", "take that back"),
    ),
    "tick": (
        ("poolwalk tick 1a", "a step in somebody else's console is done"),
        (
            'poolwalk tick 7a/submitted --day 2026-11-20 --note "version 12"',
            "a sub-point, with its day",
        ),
    ),
    "untick": (("poolwalk untick 1a", "take back what was said of a step"),),
    "leave-out": (
        ('poolwalk leave-out 7b --reason "there is no such skill"', "a step does not apply here"),
    ),
    "take-over": (
        ("poolwalk take-over staging --deployment production", "what was decided on staging"),
    ),
    "mobile": (
        ("poolwalk mobile app/local.properties", "what the Android app's file should hold"),
        ("poolwalk mobile Configuration.plist", "what the iOS app's file should hold"),
    ),
    "team": (
        ("poolwalk team create --team-table poolwalk", "make the table, shown first"),
        ("poolwalk team join --team-table poolwalk", "take this machine's record there"),
        ("poolwalk team status", "who was there last, and what is under way"),
        ("poolwalk team leave", "bring the team's record to this machine"),
    ),
    "config": (
        ("poolwalk config init", "write a commented config.toml; it asks, and suggests"),
        ("poolwalk config show", "what counts, and where it comes from"),
    ),
    "completion": (
        (
            "poolwalk completion bash > ~/.local/share/bash-completion/completions/poolwalk",
            "bash, where the package bash-completion is installed",
        ),
        ("poolwalk completion zsh > ~/.zfunc/_poolwalk", "zsh, with ~/.zfunc in its fpath"),
        ("poolwalk completion fish > ~/.config/fish/completions/poolwalk.fish", "fish"),
    ),
}
