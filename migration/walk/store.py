"""The one place where State is kept: replaced whole, under one lock, told to listeners."""

from collections.abc import Callable
from threading import RLock

from migration.walk.state import State

Listener = Callable[[], None]


class Store:
    """Holds the State. Threads change it by handing in a function; a reader sees one moment."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._lock = RLock()
        self._listeners: tuple[Listener, ...] = ()

    @property
    def state(self) -> State:
        """The State as it is now."""
        return self._state

    def change(self, to: Callable[[State], State]) -> State:
        """Replace the State by what the function makes of it, and return that.

        The function runs under the lock: nothing that another thread changes gets lost. Listeners
        are told afterwards, in this thread.
        """
        with self._lock:
            before, self._state = self._state, to(self._state)
            after, listeners = self._state, self._listeners
        if after is not before:
            for listener in listeners:
                listener()
        return after

    def listen(self, listener: Listener) -> None:
        """Have a function called after each change, from any thread; it has to be quick."""
        with self._lock:
            self._listeners = (*self._listeners, listener)
