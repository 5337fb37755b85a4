"""Why a difference that Poolwalk does not write is right as it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from migration.compare.dependent_settings import STEP as DEPENDENTS
from migration.compare.open_values import open_value, told_apart
from migration.compare.other_differences.advice import CHANGE
from migration.compare.provider_steps import OTHERS
from migration.compare.setting import Setting, setting_parts
from migration.errors import PoolwalkError, StateUnusable
from migration.guide.page import Group, Page
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Stage
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.view_state import ViewStore
from widgets.text.own_keys import key_of
from widgets.text.plain_text import plain
from widgets.text.shown_values import in_a_row

if TYPE_CHECKING:  # loaded when it is asked for
    from migration.walkthrough import Walkthrough
    from screens.dialogs.accept import Reasoned, Scope

# What each of both choices does to a difference that Poolwalk does not write.
_MEANS = (
    "Accepting changes nothing at AWS, and the row counts as done. Your reason, in your own words,"
    " is kept in the record until a value changes or you take it back (Space). What Poolwalk"
    " recommends stands below: “Accept it” or “Change it”. To change one instead: Esc, do it in"
    " Cognito's console, then r."
)
KEPT = "It is kept in the record, for whoever asks later."
_RESTS = (
    "A right reason says what replaces it and since when, or who says that nobody needs it."
    f" {KEPT} The verdict names it."
)


class Accepting:
    """Accepts a difference with a reason, and takes that back."""

    def __init__(
        self, stage: Stage, opened: OpenedWalkthrough, view: ViewStore, shown: ShownPage
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._shown = shown

    def can_accept(self, setting: Setting) -> bool:
        """Whether a person may accept this difference."""
        walkthrough = self._opened.walkthrough
        return walkthrough is not None and walkthrough.reasons.can_accept(setting)

    def ask_for(self, ids: Sequence[str]) -> None:
        """Ask for one reason for these differences, or for fewer of them."""
        page = self._shown.page()
        rows = {row.id: row for group in page.groups for row in _settings(group)} if page else {}
        if ids and ids[0] in rows:
            self.ask(rows[ids[0]], widest=True)

    def ask(self, setting: Setting, *, widest: bool = False) -> None:
        """Ask for the reason, keep it, and go on to the next difference of the step.

        One reason may serve the row alone, its group, or all of the step; `widest` begins with all.
        """
        walkthrough, page = self._opened.walkthrough, self._shown.page()
        if walkthrough is None or page is None:
            return
        from screens.dialogs.accept import AcceptDialog

        rests = setting.step == DEPENDENTS
        title = (
            f"“{plain(setting.label)}” breaks when the old pool goes: why may it?"
            if rests
            else f"Why is it right that “{plain(setting.label)}” differs?"
        )
        scopes = self._scopes(page, setting)
        if widest and len(scopes) > 1:
            title = (
                "These break when the old pool goes: why may they?"
                if rests
                else "Why is it right that these differ?"
            )
            scopes = tuple(reversed(scopes))
        hint = _RESTS if rests else _MEANS
        if len(scopes) > 1:
            hint += f" One at a time: {key_of('not-applicable')} on its row."
        if walkthrough.state.request.practice:
            hint += (
                " In this made-up company nobody can open that console: what cannot be"
                " changed there you accept here, by any reason."
            )
        dialog = AcceptDialog(title, scopes, hint, partial(self._keep, walkthrough, setting))
        self._stage.ask(dialog, lambda said: self._stage.say(said, "ok") if said else None)

    def _scopes(self, page: Page, setting: Setting) -> tuple[Scope, ...]:
        from screens.dialogs.accept import Scope

        groups = [(group, self._acceptable(group)) for group in page.groups]
        own = next(
            ((group.title, rows) for group, rows in groups if setting in rows), ("", [setting])
        )
        every = sorted((row for _, rows in groups for row in rows), key=_is_advised_to_accept)
        advised = list(filter(_is_advised_to_accept, every))
        choices: tuple[tuple[str, list[Setting]], ...] = (
            (f"the {len(advised)} that Poolwalk advises to accept", advised),
            (f"all {len(every)} differences", every),
            (f"the {len(own[1])} of “{plain(own[0])}”", own[1]),
            ("this difference alone", [setting]),
        )
        if setting.step == OTHERS:  # a stranger's provider is not to slip in among one's own
            app = [row for row in own[1] if row.path] if setting.path else []
            choices = ((f"the {len(app)} of “{plain(own[0])}”", app), choices[-1])
        found = {
            tuple(row.id for row in rows): Scope(
                f"{what}{_to_change(rows)}",
                tuple(row.id for row in rows),
                tuple(map(_named, rows)),
                tuple(row.advice for row in rows),
            )
            for what, rows in choices
            if rows
        }
        return tuple(reversed(found.values()))

    def _acceptable(self, group: Group) -> list[Setting]:
        """What of a group may be accepted; what is advised to be changed first."""
        return sorted(filter(self.can_accept, _settings(group)), key=_is_advised_to_accept)

    def _keep(self, walkthrough: Walkthrough, setting: Setting, reasoned: Reasoned) -> str:
        """Accept, and say it; raises where the reason is none, and where one cannot be kept.

        What was kept before that is passed over when the reason is given again.
        """
        step, done = self._view.now.step, frozenset(reasoned.ids)
        own = [row for of, row in self._shown.differences() if of == step]
        following = _following(own, setting.id, done)
        accepted = walkthrough.reasons.accepted
        for id_ in reasoned.ids:
            if accepted(id_):
                continue
            try:
                walkthrough.reasons.accept(id_, reasoned.note)
            except PoolwalkError as error:
                kept = sum(map(accepted, reasoned.ids))
                if not kept:
                    raise
                what = f"Accepted: {kept} of {len(reasoned.ids)}; answer again for the rest."
                raise StateUnusable(f"{error} {what}") from error
        if following is not None:
            self._view.show(self._view.now.at_step(step, following))
        return (
            f"“{setting.label}” is accepted until one of its values changes."
            f" {key_of('tick')} on its row takes it back."
            if len(reasoned.ids) == 1
            else f"{len(reasoned.ids)} differences are accepted, each until one of its values"
            f" changes. {key_of('tick')} on a row takes that one back."
        )

    def withdraw(self, setting: Setting) -> bool:
        """Take an acceptance back. False where the difference is not accepted."""
        walkthrough = self._opened.walkthrough
        if walkthrough is None or not walkthrough.reasons.accepted(setting.id):
            return False
        try:
            walkthrough.reasons.withdraw(setting.id)
        except PoolwalkError as error:
            self._stage.say(str(error), "warning")
            return True
        self._stage.say(f"“{setting.label}” is not accepted any more.", "ok")
        return True


def _following(differences: Sequence[str], row: str, done: frozenset[str]) -> str | None:
    """The row of the step that the cursor goes on to; None: none is left, and it stays.

    `done` are the rows that count no more. What is next of all says the line below.
    """
    place = differences.index(row) if row in differences else 0
    left = [found for found in differences if found not in done]
    return left[min(place, len(left) - 1)] if left else None


def _settings(group: Group) -> list[Setting]:
    return [row for row in group.rows if isinstance(row, Setting)]


def _is_advised_to_accept(setting: Setting) -> bool:
    return not setting.advice.startswith(CHANGE)


def _to_change(rows: Sequence[Setting]) -> str:
    """How many of several it is advised to change, in words behind what they are."""
    count = len(rows) - sum(map(_is_advised_to_accept, rows))
    if not count or len(rows) == 1:
        return ""
    first = "the first" if count == 1 else f"the first {count}"
    which = "them all" if count == len(rows) else first
    return f". Poolwalk recommends to change {which} at AWS"


def _named(setting: Setting) -> str:
    """A setting among those of several clients or providers, with what both pools hold."""
    provider = setting_parts(setting.id)[2] if setting.step == OTHERS and setting.path else ""
    whose = setting.client or provider
    name = f"{whose}: {setting.label}" if whose else setting.label
    values = (setting.old, setting.new)
    shown = (in_a_row(open_value(setting.member, value)) for value in values)
    old, new = told_apart(values, shown)
    return f"{name}: {old} in the old pool, {new} in the new one"
