"""One check's evidence: what was asked, what was answered, when, and what that means."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from migration.checks.check_verdict import CheckVerdict
from migration.checks.curl import Errand
from migration.checks.finding import Finding
from migration.compare.setting import Value
from screens.dialogs.dialog import NOT_OFFERED, ReadingDialog
from widgets.panes.text_pane import TextPane
from widgets.text.check_names import verdict_mark
from widgets.text.line import Line, Span, line, wrap_sentence
from widgets.text.plain_text import chop, plain, wrap

_NAME = 10  # cells


class Way(StrEnum):
    """What a person does about a finding."""

    PASTE = "paste"  # what the line printed elsewhere
    AGAIN = "again"  # ask the step's checks once more
    EXPLAIN = "explain"  # say why it is not in the way


class EvidenceDialog(ReadingDialog[Way]):
    """Shows a finding, and the line to ask the same from another machine.

    It answers what the person wants to do about it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "leave", "Close"),
        Binding("c", "copy", "Copy the line"),
        Binding("m", "copy_secret", "Copy the secret"),
        Binding("p", "paste", "Paste the answer"),
        Binding("v", "again", "Ask again"),
        Binding("x", "explain", "Say why it is not in the way"),
    ]

    def __init__(
        self, finding: Finding, errand: Errand | str, copy: Callable[[Value, str], None]
    ) -> None:
        lines = "c copies the line · p pastes its answer · " if isinstance(errand, Errand) else ""
        secret = "m copies the secret · " if isinstance(errand, Errand) and errand.secret else ""
        # What cannot be asked yet is not offered to be asked again.
        self._not_yet = errand if isinstance(errand, str) and finding.not_asked else ""
        again = "" if self._not_yet else "v asks again · "
        passed = finding.verdict is CheckVerdict.PASSED
        ways = "" if passed else f"{again}x not in the way · "
        super().__init__(finding.title, f"Enter closes · {ways}{lines}{secret}".rstrip(" ·"))
        self._finding = finding
        self._errand = errand  # or why there is none
        self._copy = copy

    def content(self) -> Iterable[Widget]:
        """Verdict, then evidence."""
        yield TextPane(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        finding, kept = self._finding, self._finding.evidence
        mark, role = verdict_mark(finding)
        lines = [line(Span(f"{mark} ", role), Span(finding.verdict.word, "strong"))]
        lines += [line(f"  {text}") for text in wrap_sentence(finding.sentence, width - 2)]
        told = {
            "asked": (
                finding.at.strftime("%Y-%m-%d %H:%M:%S UTC")
                + (", by hand from elsewhere" if kept.pasted else "")
            ),
            "host": kept.host,
            "status": str(kept.status) if kept.status else "no answer",
            "leads to": kept.location,
            "code": kept.code,
            "check": finding.check,
        }
        lines.append(Line())
        for name, value in told.items():
            for number, text in enumerate(wrap(plain(value), width - _NAME) if value else []):
                lines.append(
                    line(
                        Span((name if number == 0 else "").ljust(_NAME), "faint"),
                        Span(text, "code"),
                    )
                )
        return [*lines, Line(), *self._errand_part(width)]

    def _errand_part(self, width: int) -> list[Line]:
        if isinstance(self._errand, str):
            return [line(Span(text, "faint")) for text in wrap_sentence(self._errand, width)]
        return errand_lines(self._errand, width)

    def action_copy(self) -> None:
        """Copy the line."""
        if isinstance(self._errand, Errand):
            self._copy(self._errand.line, "the line")
        else:
            self.remark(NOT_OFFERED)

    def action_copy_secret(self) -> None:
        """Copy what the line asks for."""
        if isinstance(self._errand, Errand) and self._errand.secret:
            self._copy(self._errand.secret, "the secret for the line's prompt")
        else:
            self.remark(NOT_OFFERED)

    def action_paste(self) -> None:
        """Leave for the paste."""
        if isinstance(self._errand, Errand):
            self.dismiss(Way.PASTE)
        else:
            self.remark(NOT_OFFERED)

    def action_again(self) -> None:
        """Leave for the step's checks, where they can be asked."""
        if self._not_yet:
            self.say(self._not_yet)
        else:
            self.dismiss(Way.AGAIN)

    def action_explain(self) -> None:
        """Leave for the reason."""
        if self._finding.verdict is not CheckVerdict.PASSED:
            self.dismiss(Way.EXPLAIN)
        else:
            self.remark(NOT_OFFERED)


def errand_lines(errand: Errand, width: int) -> list[Line]:
    """What to run elsewhere, and what for."""
    why = "Can this machine not reach it? Run this on another one and paste what it prints"
    if errand.guard:
        why += (
            "; it asks about a wrong address on purpose, which has to be refused before the check"
            " itself is believed"
        )
    if errand.secret:
        why += "; it asks for the secret unseen: paste it and press Enter"
    told = [line(Span(text, "faint")) for text in wrap(f"{why}:", width)]
    return [*told, *(line(Span(text, "code")) for text in chop(plain(errand.line), width))]
