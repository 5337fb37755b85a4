"""What a command says: its answer on standard output, and all else on standard error."""

import os
import sys
from typing import TextIO

from migration.errors import PoolwalkError
from tui.command_line.terminal_text import for_terminal
from widgets.text.marks import ascii_lines
from widgets.text.plain_text import plain


class Output:
    """The two streams of a command without a screen.

    A reader that has gone away (`poolwalk plan | head`) ends no command: a write to AWS that was
    begun is finished and recorded.
    """

    def __init__(self, *, ascii_only: bool = False) -> None:
        self._ascii = ascii_only
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="backslashreplace")

    def answer(self, text: str) -> None:
        """What was asked for."""
        self._print(text, sys.stdout)

    def document(self, text: str) -> None:
        """What was asked for, to the letter: a script, or what another program reads."""
        self._print(text, sys.stdout, as_it_is=True)

    def note(self, text: str) -> None:
        """Anything else: warnings, questions, how far it has come."""
        self._print(text, sys.stderr)

    def warn(self, sentence: object) -> None:
        """Write a sentence of the program's own, on one line.

        A name from AWS in it is text, whatever characters it has.
        """
        self._print(f"poolwalk: {plain(str(sentence))}", sys.stderr, as_it_is=True)

    def _print(self, text: str, stream: TextIO, *, as_it_is: bool = False) -> None:
        text = text if as_it_is else for_terminal(text, stream)
        plain_ascii = self._ascii or not _speaks_unicode(stream)
        try:
            shown = ascii_lines(text) if plain_ascii else text
            # Half of a character pair is no text that a stream takes: it is spelled out.
            stream.write(shown.encode("utf-8", "backslashreplace").decode() + "\n")
            stream.flush()
        except BrokenPipeError:
            _silence(stream)
        except OSError as error:
            _silence(stream)
            if stream is sys.stdout:
                raise PoolwalkError(f"The answer could not be written: {error.strerror}.") from None


def _speaks_unicode(stream: TextIO) -> bool:
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "").startswith("utf")


def _silence(stream: TextIO) -> None:
    # Python flushes both streams once more when it ends, and would complain of the same pipe again.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):
        return
    finally:
        os.close(nowhere)
