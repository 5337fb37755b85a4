"""The commands, and what each says of itself."""

COMMANDS = {
    "plan": (
        "Show what differs, what would be applied, and whether the old pool can be retired; write"
        " nothing. Exits 0 when nothing is to apply, 2 when something is."
    ),
    "next": (
        "Say the one thing that is next, of all that is to do; write nothing. Exits 0. What was"
        " copied in the app is known in the app alone."
    ),
    "rehearse": (
        "Rehearse the whole walk on throw-away copies of both pools in the same account: made,"
        " walked, held against what was predicted, taken back, deleted. No user and no pool of"
        " yours is touched. Exits 0 when all came out as predicted, 3 when something did not, 4"
        " when something was not rehearsed that you will need, 1 on an error."
    ),
    "apply": (
        "Apply what the plan shows to the new pool; given as “poolwalk apply FILE”, what was kept"
        " in that plan, and nothing that changed since. Exits 0 when all of it is applied, 1 when"
        " anything failed."
    ),
    "approve": (
        "Look at a plan that “poolwalk plan --out” kept, given as “poolwalk approve FILE”, and"
        " record that you approve it, under your own AWS identity; its maker cannot. Nothing is"
        " written to a pool. Exits 0 when it is recorded."
    ),
    "undo": (
        "Take back what Poolwalk wrote to the new pool: the last change, or those of a step or"
        " since a moment, newest first. What somebody changed since is left alone. Exits 0 when all"
        " of it is undone, 1 when anything is not."
    ),
    "record": (
        "Show every change that Poolwalk made to the new pool, newest first: when, who, before,"
        " after, what became of it."
    ),
    "verify": (
        "Ask Cognito, Google, Apple and Amazon whether what was done is there; nothing is"
        " written. Nobody logs in to their consoles; three checks ask only where you name a token"
        " or a key: Alexa's console, Google Play, App Store Connect. Exits 0 when all checks"
        " passed, 3 when something was refused, 4 when nothing was refused but something is not"
        " known."
    ),
    "doctor": (
        "Check everything that has to hold: the terminal, this machine, the login, AWS's"
        " permissions, the deployment, mail and text messages; and send a word to your clipboard,"
        " to be pasted back. Every failure is told at once, AWS is not written to. Exits 0 when"
        " nothing failed, 1 when something did."
    ),
    "snapshot": (
        "Write both pools' configuration to a file in the state folder, secrets left out, and print"
        " the file's path."
    ),
    "diff": (
        "Compare a snapshot, given as “poolwalk diff SNAPSHOT”, with both pools as they are now,"
        " member by member. Exits 0 when nothing differs, 2 when something does. Dates of change"
        " and numbers of users are not compared."
    ),
    "usage": (
        "Show who still signs in at which pool: of each app client the sign-ins, renewed tokens and"
        " failures that CloudWatch counted, by day and by hour, and when it was last used; nothing"
        " is written. Exits 0, or 1 where CloudWatch could not be asked."
    ),
    "report": (
        "Write what was done, by whom and when, what is left and why, and whether the old pool can"
        " be retired: as Markdown that a ticket takes, as one HTML page, or as JSON. It goes to"
        " standard output, or with --out to a new file, whose path is printed; a file that is there"
        " is never overwritten. Nothing is written to a pool. Exits 0, or 1 where the record cannot"
        " be read."
    ),
    "settle": (
        "Say why something does not stand in the way of retiring the old pool, given as “poolwalk"
        " settle users” (those who are left there), “poolwalk settle client/NAME” (an app client of"
        " the new pool that nobody uses) or “poolwalk settle CHECK” (what a check did not find; its"
        " id as verify --json gives it), with --reason TEXT. It is kept in the record"
        " with who and when; nothing is written to a pool. Exits 0 when it is kept."
    ),
    "tick": (
        "Say that a step in somebody else's console is done, given as “poolwalk tick STEP”, or one"
        " sub-point of it as “poolwalk tick STEP/PART” (plan --json lists them); with --day for"
        " what happens on one, and --note. It is kept in the record with who and when, as the keys"
        " keep it. Exits 0 when it is recorded."
    ),
    "untick": (
        "Take back what was said of a step, given as “poolwalk untick STEP”, or of one sub-point of"
        " it, as “poolwalk untick STEP/PART”. Exits 0 when that is recorded."
    ),
    "leave-out": (
        "Say that a step does not apply here, given as “poolwalk leave-out STEP”, with --reason"
        " TEXT; “poolwalk untick STEP” takes it back. Exits 0 when it is recorded."
    ),
    "take-over": (
        "Record here what was decided on another deployment of config.toml, given as “poolwalk"
        " take-over NAME”: pairs of app clients by their names, reasons for differences, steps that"
        " were left out. It is shown first; what does not hold here is left. Nothing is written to"
        " a pool. Exits 0 when it is recorded."
    ),
    "mobile": (
        "Hold an app's local.properties, Configuration.plist, .env, rainmaker.config.ts or scanned"
        " JSON, given as “poolwalk mobile FILE”, against what it should hold (steps 8a to 8c; which"
        " it is, its content shows); write nothing. Exits 0 when every key is"
        " right, 2 when one is not, or cannot be judged yet."
    ),
    "team": (
        "The record that several people share, in a DynamoDB table that --team-table names:"
        " “poolwalk team create” makes the table after showing what it makes, “poolwalk team join”"
        " takes this machine's own record there, “poolwalk team leave” brings the team's record"
        " back to this machine, “poolwalk team status” says who was there last and what is under"
        " way. Exits 0 when it is done."
    ),
    "config": (
        "Settings, given as “poolwalk config init” (asks, suggests, and writes a commented"
        " config.toml), “poolwalk config show” (each value, and where it comes from) or “poolwalk"
        " config path” (where the file is). AWS is not asked."
    ),
    "completion": (
        "Print the completion for a shell, given as “poolwalk completion bash”, zsh or fish:"
        " commands, options, steps, themes, profiles, and the ids of the settings that the last"
        " plan showed. Put it where your shell looks for it."
    ),
}
# What each is for, in one line, in the order of the walk.
SUMMARIES = {
    "": "Open the walkthrough: both pools side by side, copy, apply, tick.",
    "plan": "Show what differs, and whether the old pool can be retired.",
    "next": "Say the one thing that is next.",
    "rehearse": "Rehearse all of it on throw-away copies of both pools.",
    "apply": "Apply it to the new pool, or what a plan's file has.",
    "approve": "Approve a plan that somebody else kept with plan --out.",
    "undo": "Take back what Poolwalk wrote: the last change, a step's, or all since a moment.",
    "record": "Show every change that Poolwalk made.",
    "verify": "Ask Cognito, Google, Apple and Amazon whether what was done is there.",
    "doctor": "Check everything that has to hold for the migration to go well.",
    "snapshot": "Write both pools' configuration to a file; the first write does so by itself.",
    "diff": "Show what differs from a snapshot to now.",
    "usage": "Show who still signs in at which pool, by app client.",
    "report": "Write a report of it all, to hand on.",
    "settle": "Say why left users, or a check that did not pass, are not in the way.",
    "tick": "Say that a step, or a sub-point of it, is done.",
    "untick": "Take back what was said of a step, or of a sub-point.",
    "leave-out": "Say why a step does not apply here.",
    "take-over": "Record here what was decided on another deployment.",
    "team": "Share the record with others: create a table, join, leave, see who was there.",
    "mobile": "Show what an app's own file holds beside what it should hold.",
    "config": "Write, show or find your settings.",
    "completion": "Print what completes commands, options and values in your shell.",
    "help": "Say more of a command.",
}
# What stands between the program's name and its options; a command that is not here stands as it
# is.
USAGE = {
    "apply": "apply [FILE]",
    "approve": "approve FILE",
    "diff": "diff SNAPSHOT",
    "settle": "settle users|client/NAME|CHECK",
    "tick": "tick STEP[/PART]",
    "untick": "untick STEP[/PART]",
    "leave-out": "leave-out STEP",
    "take-over": "take-over NAME",
    "mobile": "mobile FILE",
    "team": "team create|status|join|leave",
    "config": "config init|show|path",
    "completion": "completion bash|zsh|fish",
    "help": "help COMMAND",
}
# The commands that are given one word more: its field in `Invocation`, and what it is.
WORDS = {
    "approve": ("plan_file", "the file of a plan"),
    "diff": ("snapshot", "the file of a snapshot"),
    "settle": ("what", "“users”, “client/” and a name, or the id of a check"),
    "tick": ("address", "a step, or a sub-point as STEP/PART"),
    "untick": ("address", "a step, or a sub-point as STEP/PART"),
    "leave-out": ("address", "a step"),
    "take-over": ("other", "the name of another deployment in config.toml"),
    "mobile": ("app_file", "the app's own file"),
    "team": ("action", "“create”, “status”, “join” or “leave”"),
    "config": ("action", "“init”, “show” or “path”"),
    "completion": ("shell", "“bash”, “zsh” or “fish”"),
}
HELP = "help"  # the word before a command that asks what it takes
# The commands that can be given one word more: its field in `Invocation`.
PERHAPS = {"apply": "plan_file"}
