"""The commands of the value under the cursor and of the step that is shown."""

from widgets.commands.command import Command, Section
from widgets.commands.situation import Situation


def _on_value(at: Situation) -> bool:
    return at.value is not None


def _on_setting_to_apply(at: Situation) -> bool:
    return at.can_write and at.setting is not None and at.setting.applicable


# On a narrow line of keys the first of those that apply are seen: before what texts and the line
# of what is next name too stands what nothing else tells.
STEP_COMMANDS: tuple[Command[Situation], ...] = (
    Command(
        "copy",
        "c",
        "Copy",
        "Put the value under the cursor on your clipboard: what the new pool has or should"
        " have; after ← what the old one has",
        Section.VALUE,
        "copy",
        _on_value,
    ),
    Command(
        "show-whole",
        "enter",
        "Details",
        "The whole value of both pools, with what differs marked; of a check, its evidence",
        Section.VALUE,
        "details",
        lambda at: at.row is not None or at.check is not None,
    ),
    Command(
        "reveal",
        "m",
        "Reveal a secret",
        "Show the secret under the cursor; it hides again after ten seconds, or when you move",
        Section.VALUE,
        "reveal",
        lambda at: at.hides_secret,
    ),
    Command(
        "apply",
        "a",
        "Apply",
        "Write this setting to the new pool and go on to the step's next difference; what cannot be"
        " undone is shown first",
        Section.VALUE,
        "apply",
        _on_setting_to_apply,
    ),
    Command(
        "apply-step",
        "A",
        "Apply the step",
        "Write every setting of this step that can be written now",
        Section.STEP,
        "apply step",
        lambda at: at.can_write and at.to_apply > 0,
    ),
    Command(
        "submit-skill",
        "S",
        "Submit the skill",
        "7a: submit the Alexa skill for certification, without publishing; shows what that means"
        " and asks twice, since only Amazon's console can withdraw it",
        Section.STEP,
        "submit",
        lambda at: at.can_submit,
    ),
    Command(
        "work-in-console",
        "exclamation_mark",
        "Demo's console",
        "Only in the demo: do in this step's made-up console what a person would do there, or take"
        " it back",
        Section.STEP,
        "demo: do it",
        lambda at: at.practice_console,
        # what the key beside it sends for real is not offered twice
        hint_at=lambda at: "" if at.can_submit else at.console_hint or "demo: do it",
    ),
    Command(
        "undo",
        "u",
        "Undo",
        "Put back what the last change replaced",
        Section.STEP,
        "undo",
        lambda at: at.can_write and at.undoable is not None,
        hint_at=lambda at: at.undo_hint,
        title_at=lambda at: at.undo_title,
    ),
    Command(
        "enter-value",
        "e",
        "Enter a value",
        "2: the domain's prefix. 3b: Apple's key. 4: a callback that no old client has. 7a:"
        " what Amazon never shows of the skill. 7b: what decides the Token URL, the page's logo."
        " 8a to 8c: an app's file",
        Section.VALUE,
        "enter",
        lambda at: bool(at.can_enter),
    ),
    Command(
        "pair",
        "p",
        "Pair app clients",
        "Say which app client of the new pool an old one became",
        Section.VALUE,
        "pair",
        lambda at: bool(at.pair),
    ),
    Command(
        "copy-block",
        "C",
        "Copy all values",
        "Put every value of the step on your clipboard at once: a line each behind its field's"
        " name, or as the lines that the app's file wants",
        Section.STEP,
        "copy all",
        lambda at: at.page is not None and bool(at.page.values),
    ),
    Command(
        "tick",
        "space",
        "Done",
        "Say that this step is done, or the sub-point under the cursor, or take it back",
        Section.STEP,
        "done",
        lambda at: at.can_tick,
        hint_at=lambda at: at.tick_hint,
        title_at=lambda at: "Take the tick back" if at.ticked else "Done",
    ),
    Command(
        "tick-with-note",
        "t",
        "Done, with a note",
        "The same with a note that is kept, and with the day for what happens on one",
        Section.STEP,
        "",
        lambda at: at.can_tick and not at.was_seen,
    ),
    Command(
        "not-applicable",
        "x",
        "Not applicable",
        "Say that this step does not apply here, and why, or why one that is left out does apply;"
        " on a row of 3c, 9 or “Also differs”, why it is right as it is; on a check, why it is not"
        " in the way; on Effects, why the old pool may be deleted though it still has users",
        Section.STEP,
        "leave out",
        lambda at: at.can_leave_out,
        hint_at=lambda at: at.reason_for,
        title_at=lambda at: at.reason_title,
    ),
    Command(
        "check-step",
        "v",
        "Check",
        "Ask Cognito, Google, Apple or Amazon anew whether this step is done; a later refusal"
        " contradicts a tick",
        Section.STEP,
        "check",
        lambda at: at.can_check,
    ),
    Command(
        "check-all",
        "V",
        "Check all",
        "Run every check, and show the way of a login: domain, provider, Google or Apple, and where"
        " it breaks; by any other provider, as far as it can be asked",
        Section.STEP,
        "",
        lambda at: at.page is not None and not at.checking,
    ),
    Command(
        "copy-console-address",
        "o",
        "Console's address",
        "Show and copy the address of the console where this step is done",
        Section.STEP,
        "console",
        lambda at: at.page is not None and bool(at.page.console_url),
    ),
    Command(
        "show-record",
        "U",
        "The record",
        "Every change with who, when, before and after; undo one field, a step, or everything since"
        " a moment",
        Section.STEP,
        "record",
        lambda at: at.recorded,
    ),
)
