"""The clipboard's self-test in a dialog: a word is sent, and whoever sits there pastes it back."""

from collections.abc import Callable, Iterable
from threading import Thread
from typing import ClassVar, Protocol

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import plain_input
from screens.dialogs.notice import NoticeDialog
from widgets.panes.sentence import Sentence

_SENDING = "A short word is on its way to your clipboard …"


class WordTest(Protocol):
    """Sends words, and judges what comes back; both may take seconds."""

    unkept: str

    def send(self) -> str | None:
        """Send a new word by the next way, and say which; None where no way is left."""
        ...

    def answer(self, pasted: str) -> bool:
        """Whether it is the word."""
        ...


class SelfTestDialog(Dialog[bool]):
    """Asks whether a word arrived, by whichever road, and answers with it.

    What is pasted is covered: a clipboard can hold a secret.
    """

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, begin: Callable[[], WordTest]) -> None:
        super().__init__(
            "The clipboard's self-test", "Esc leaves · Enter answers · Enter alone: nothing came"
        )
        self._make = begin
        self._test: WordTest | None = None
        self._waiting = True
        self._left = False

    def content(self) -> Iterable[Widget]:
        """What was sent, and where to paste."""
        yield Sentence(_SENDING, classes="dialog-hint", id="self-test-sent")
        field = plain_input(hint="paste here", may_begin_with_point=True)
        field.password = True
        yield field

    def on_mount(self) -> None:
        """Send the first word."""
        self._in_a_thread(self._send)

    def on_unmount(self) -> None:
        """An answer that comes now is nobody's."""
        self._left = True

    def _in_a_thread(self, work: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - a thread's traceback would tear the screen
                sentence = (
                    f"A mistake in Poolwalk itself ({type(error).__name__}):"
                    " the self-test ends here."
                )
                self._on_screen(lambda: self.say(sentence, "error"))

        self._waiting = True
        Thread(target=guarded, daemon=True, name="poolwalk-self-test").start()

    def _on_screen(self, show: Callable[[], None]) -> None:
        if not self._left:
            self.app.call_from_thread(show)

    def _send(self) -> None:
        self._test = self._test or self._make()
        sentence = self._test.send()
        self._on_screen(lambda: self._sent(sentence))

    def _sent(self, sentence: str | None) -> None:
        if sentence is None:
            self.dismiss(False)
            return
        self._waiting = False
        self.query_one("#self-test-sent", Sentence).update(
            f"{sentence}: a short word. Paste it here, then press Enter."
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Judge what was pasted."""
        if self._waiting or self._test is None:
            self.remark("Wait: the word is still on its way.")
            return
        pasted, test = event.value, self._test
        self.query_one(Input).value = ""

        def judge() -> None:
            arrived = test.answer(pasted)
            self._on_screen(lambda: self._judged(arrived=arrived, unkept=test.unkept))

        self._in_a_thread(judge)

    def _judged(self, *, arrived: bool, unkept: str) -> None:
        if arrived:
            self.dismiss(True)
            if unkept:
                self.app.push_screen(NoticeDialog(unkept))
        else:
            self.say(
                "That was not the word: this way is not taken any more. The next one is tried."
            )
            self._in_a_thread(self._send)
