"""What every dialog is made of.

A frame over the dimmed screen, a title, its content, and the keys that answer it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar

from rich.console import RenderableType
from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from migration.errors import PoolwalkError
from screens.dialogs.backdrop import dimmed, lines_kept_clear, lines_kept_free
from screens.dialogs.foot import BETWEEN, SCROLLS, TYPED, Foot
from screens.dialogs.frame import Frame, content_part, lines_unseen
from screens.dialogs.line_input import TOO_LONG, LineInput, first_of
from screens.dismissal import Dismissal
from widgets.panes.drawing import COMPONENTS
from widgets.panes.line_pane import LinePane
from widgets.panes.sentence import Sentence
from widgets.text.own_keys import with_own_keys
from widgets.text.plain_text import plain
from widgets.text.standing_sentences import joint

Answer = TypeVar("Answer")
POINT_IS_TEXT = "“.” is taken as text here: the last line names the keys."
POINT_IS_NO_ANSWER = "“.” answers nothing here, and was not taken: the last line names the keys."
NOT_OFFERED = "That key does nothing here: the last line names the keys."
NOTHING_SCROLLS = "All of it is in view: there is nothing to scroll."
_ALL_LINES = 100_000  # more than any text has


class Dialog(ModalScreen[Answer]):
    """A titled frame. Escape leaves it without an answer. `keys` is the line at its foot."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", tooltip="Leave without an answer", id="dialog-leave"),
        Binding("ctrl+c", "leave", "Leave", show=False),
        Binding("full_stop", "name_keys", show=False),
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("down", "scroll(1)", "Down", show=False),
        Binding("pageup", "scroll_page(-1)", "Page up", show=False),
        Binding("pagedown", "scroll_page(1)", "Page down", show=False),
        Binding("home", f"scroll(-{_ALL_LINES})", "Top", show=False),
        Binding("end", f"scroll({_ALL_LINES})", "End", show=False),
    ]
    AUTO_FOCUS = "Input, OptionList"
    # actions that agree to something: a key for one counts once all of it could be read
    READ_FIRST: ClassVar[frozenset[str]] = frozenset()
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def __init__(self, title: str, keys: str) -> None:
        super().__init__()
        self._title_text = title
        self._keys = keys
        self._dismissal = Dismissal[Answer](self, super().dismiss)
        self._said = ""
        self._said_early = "", ""  # before it was composed
        self._wrong: tuple[str, ...] | None = None  # what stood in the fields that is wrong
        self._remarked = ""  # of a key that did nothing
        self._beside = False  # whether that stands behind what is said
        self._times = ""  # how often the same was said
        self._refused = 0  # how many times in a row for the same reason
        self._scrolls = False  # whether there is more than is seen
        self._below = 0  # lines of that

    def content(self) -> Iterable[Widget]:
        """What stands between the title and the keys."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The frame and what is in it."""
        with Frame(id="dialog"):
            yield Sentence(self._title_text, id="dialog-title")
            yield content_part(self.content())
            yield Sentence(id="dialog-said")
            yield Foot(self.offered(), self.remark, id="dialog-keys")

    def lacks_answer(self) -> bool:
        """Whether what has to be typed is empty: Enter does nothing before that."""
        return False

    def offered(self) -> str:
        """The keys that do something now: those that scroll where there is more than is seen."""
        every = self._keys.split(BETWEEN)
        if SCROLLS not in every:
            every.append(SCROLLS)
        if self.lacks_answer():
            every = [f"{TYPED}{key}" if key.startswith("Enter ") else key for key in every]
        below = f", {self._below} more below" if self._below else ""
        return BETWEEN.join(
            f"{key}{below}" if key == SCROLLS else key
            for key in every
            if self._scrolls or key != SCROLLS
        )

    def say(self, sentence: str, look: str = "") -> None:
        """A sentence above the keys: what is wrong, or what was done.

        Said before the dialog is there, it stands there from the first. What is refused again for
        the same reason is counted: the key was seen to arrive.
        """
        if not self.query("#dialog-said"):
            self._said_early = sentence, look
            return
        said = self.query_one("#dialog-said", Sentence)
        again = look == "error" and sentence == self._said and self._wrong == _typed_in(self)
        self._refused = self._refused + 1 if again else 1
        self._said = sentence
        self._times = f" (said {self._refused} times)" if again else ""
        self._beside = False
        said.update(with_own_keys(plain(f"{sentence}{self._times}")))
        said.set_class(look in {"error", "warning"}, "-wrong")
        said.display = bool(sentence)
        in_passing = bool(sentence) and sentence == self._remarked
        for part in (said, self.query_one(Foot)):  # it takes the blank line, and nothing moves
            part.set_class(in_passing, "-in-passing")
        self.heights_changed()
        self._wrong = _typed_in(self) if look == "error" else None

    def remark(self, sentence: str) -> None:
        """Say what became of a key that did nothing, behind whatever stands there.

        It goes with the next key that does something.
        """
        alone = self._said in {"", self._remarked}
        self._remarked = sentence
        if alone and sentence != self._said:
            self.say(sentence)
        elif not alone:
            self._say_beside(bool(sentence))

    def drop_remark(self) -> None:
        """Something was done: say no longer that nothing was."""
        if self._remarked and self._said == self._remarked:
            self.say("")
        self._remarked = ""
        if self._beside:
            self._say_beside(False)

    def _say_beside(self, beside: bool) -> None:
        """Say what became of a key behind what is said, or no longer."""
        self._beside = beside
        said = f"{self._said}{self._times}"
        words = f"{said}{joint(said)}{self._remarked}" if beside else said
        self.query_one("#dialog-said", Sentence).update(with_own_keys(plain(words)))
        self.heights_changed()

    def render(self) -> RenderableType:
        """The screen behind it, of which the header and what is next are not dimmed."""
        return dimmed(super().render(), self, "Frame")

    def on_mount(self) -> None:
        """Say what was said before anything of it was there."""
        _leave_both_ends_clear(self)
        if self._said_early[0]:
            self.say(*self._said_early)
        self.heights_changed()
        for part in self._scrolling_parts():
            for changes in ("scroll_y", "virtual_size"):
                self.watch(part, changes, self._look_whether_it_scrolls, init=False)
            if isinstance(part, LinePane):  # it has its height with the last layout alone
                part.tells = lambda _, __: self._look_whether_it_scrolls()

    def on_resize(self) -> None:
        """On another screen more is seen, or less."""
        self.remove_class("-tight")
        _leave_both_ends_clear(self)
        self.heights_changed()

    def heights_changed(self) -> None:
        """Its parts get other heights: whether something scrolls shows once it is laid out."""
        self.call_after_refresh(self._look_whether_it_scrolls)

    def _look_whether_it_scrolls(self) -> None:
        parts = self._scrolling_parts()
        scrolls = any(map(lines_unseen, parts))
        below = sum(max(lines_unseen(part) - part.scroll_offset.y, 0) for part in parts)
        if scrolls and self.query(Input):  # blank lines are given up before what is read
            self.add_class("-tight")
        if (scrolls, below) != (self._scrolls, self._below):
            self._scrolls, self._below = scrolls, below
            self.query_one(Foot).update(self.offered())
            self.heights_changed()  # a line more of the keys is one less of what is read

    def _scrolling_parts(self) -> list[Widget]:
        """What of it may scroll, the innermost first."""
        return [*self.query("ScrollingPart, TextPane").results(Widget)][::-1]

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        for part in self._scrolling_parts():
            before = part.scroll_offset
            part.scroll_relative(y=lines, animate=False, immediate=True)
            if part.scroll_offset != before:
                self.drop_remark()
                return
        end = "end" if lines > 0 else "top"
        self.remark(f"This is the {end} of it." if self._scrolls else NOTHING_SCROLLS)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll the text by its height."""
        parts = filter(lines_unseen, self._scrolling_parts())
        heights = [part.scrollable_content_region.height for part in parts]
        self.action_scroll(pages * max(min(heights, default=1) - 1, 1))

    def show_from_the_top(self) -> None:
        """What is read begins anew."""
        for part in self._scrolling_parts():
            part.scroll_to(y=0, animate=False, immediate=True)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _drop_what_was_wrong(self) -> None:
        """Say no longer what was wrong with something else than stands there now."""
        if self._wrong is not None and self._wrong != _typed_in(self):
            self.say("")

    @on(Input.Changed)
    def _look_at_what_is_typed(self, event: Input.Changed) -> None:
        """Offer what the keys do now.

        Whoever presses on by the key of what is next learns that it stands in the field.
        """
        self.query_one(Foot).update(self.offered())
        self.drop_remark()
        if event.value == ".":
            self.say(POINT_IS_TEXT)
        elif self._said == POINT_IS_TEXT:
            self.say("")

    def on_line_input_point_typed(self) -> None:
        """Say that it was not taken."""
        self.remark(POINT_IS_NO_ANSWER)

    def action_name_keys(self) -> None:
        """Outside it would do what is next; here an answer is."""
        self.remark("Answer this first: the last line names its keys.")

    def on_line_input_lines_pasted(self, message: LineInput.LinesPasted) -> None:
        """Take the first of several lines, and say that the others were left out."""
        self.take_lines(message.field, message.text)

    def take_lines(self, field: LineInput, text: str) -> None:
        """What becomes of several lines that were pasted into a field for one."""
        first, sentence = first_of(text)
        self.say(sentence if field.put_in(first) else TOO_LONG, "warning")

    @contextmanager
    def refusal_said(self) -> Iterator[None]:
        """A block that keeps an answer: where it is refused, that is said, and asked again."""
        try:
            yield
        except PoolwalkError as error:
            self.say(str(error), "error")

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close it with an answer, once nothing lies over it; the first one counts."""
        return self._dismissal.with_answer(result)

    def on_screen_resume(self) -> None:
        """What lay over it is gone."""
        self._dismissal.in_front()


class ReadingDialog(Dialog[Answer]):
    """A dialog with text that scrolls, by the keys that move on the main screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "scroll(-1)", "Up", show=False),
        Binding("j", "scroll(1)", "Down", show=False),
        Binding("ctrl+b", "scroll_page(-1)", "Page up", show=False),
        Binding("ctrl+f", "scroll_page(1)", "Page down", show=False),
        Binding("g", f"scroll(-{_ALL_LINES})", "Top", show=False),
        Binding("G", f"scroll({_ALL_LINES})", "End", show=False),
        Binding("space", "scroll_page(1)", "Page down", show=False),
    ]


def _leave_both_ends_clear(dialog: Screen[Any]) -> None:
    ends = lines_kept_clear(dialog), 0, lines_kept_free(dialog), 0
    dialog.query_one(Frame).styles.margin = ends


def _typed_in(dialog: Screen[Any]) -> tuple[str, ...]:
    fields = (field.value for field in dialog.query(Input))
    return (*fields, *(area.text for area in dialog.query(TextArea)))
