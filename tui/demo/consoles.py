"""The consoles of the demo.

A key does there what a person would do in Google's, Apple's or Amazon's console.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from migration.errors import PoolwalkError
from migration.guide.step import EFFECTS
from tui.demo.practice_aws import Demo

if TYPE_CHECKING:  # the first paint needs none of it
    from migration.guide.next_thing import NextThing
    from migration.usage.time_passed import TimePassed

_CONSOLES = {
    "3a": "google",
    "3b": "apple",
    "7a": "amazon",
    "8b": "app-store",
    "9": "dependents",
}
_DONE, _UNDONE = "done", "undone"
# What the key does next, by how the console stands: it is done there, where nothing else is said.
_HINTS = {
    "development": "demo: submit it",
    "submitted": "demo: certify it",
    "certified": "demo: publish it",
    _DONE: "demo: undo it",
}
_SKILL = "7a"
# How the skill's console stands once a sub-point is seen or said, whoever did it.
_BY_POOLWALK = (("live", _DONE), ("submitted", "submitted"), ("save", "development"))
_BEGINS = {  # and what it does where nothing is done yet
    "3a": "demo: enter it",
    "3b": "demo: enter it",
    "7a": "demo: save it",
    "8b": "demo: release it",
    "9": "demo: adapt them",
}
_SAID = {
    ("google", _DONE): "Google's made-up console has the redirect URI and the origin of {1} now.",
    ("google", _UNDONE): "Google's made-up console no longer has the new addresses.",
    ("apple", _DONE): "Apple's made-up console has the domain and the return URL of {0} now.",
    ("apple", _UNDONE): "Apple's made-up console no longer has the new addresses.",
    (
        "amazon",
        "development",
    ): "The made-up skill's development stage links to {0}. Press ! again to submit it.",
    (
        "amazon",
        "submitted",
    ): "The made-up skill is submitted to Amazon. Press ! again to certify it.",
    (
        "amazon",
        "certified",
    ): "The made-up skill is certified, and held back. Press ! again to publish it, in the hour.",
    ("amazon", _DONE): "The made-up skill is published: its live stage links to {0}.",
    ("amazon", _UNDONE): "The made-up skill is again as it was before the first !.",
    ("app-store", _DONE): "Version {0} of the made-up app is in the App Store.",
    ("app-store", _UNDONE): "Version {0} of the made-up app is out of the App Store again.",
    ("dependents", _DONE): "Acme's made-up stacks and authorizers have the new pool now: on a"
    " deployment of your own that is the work of whoever owns them.",
    ("dependents", _UNDONE): "Acme's made-up stacks and authorizers rest on the old pool again.",
}
# What is next, and how the key does it: the step, the kind of thing (`NextKind`), and the words.
_INSTEAD = {
    ("3a", "tick"): "enter both addresses at Google (made up)",
    (
        "3a",
        "look",
    ): "enter both addresses at Google (made up)",  # it was asked before the work there
    ("3b", "look"): "enter both addresses at Apple (made up)",
    ("3b", "tick"): "enter both addresses at Apple (made up)",
    ("7a", "wait"): "let Amazon (made up) certify the skill",
    ("8b", "wait"): "let Apple (made up) release the app",
    ("9", "accept"): "give stacks and authorizers the new pool (made up)",
}


class PracticeConsoles:
    """Does a step's work in its console, or takes it back when it is done."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self._stands: dict[str, str] = {}  # by step, as its console said last
        self._warned: set[str] = set()  # the steps of which it was said that the next takes back

    def serves(self, step: str) -> bool:
        """Whether the step has a console in the demo."""
        return step in _CONSOLES or step == EFFECTS

    def offer(self, thing: NextThing) -> str:
        """How the key does what is next, in words; "" where it does not, or has done it."""
        if thing.step == EFFECTS:
            return "let a month go by (made up)" if thing.command == "show-usage" else ""
        done = self._stands.get(thing.step) == _DONE
        if thing.step == _SKILL and self._stands.get(_SKILL) == "certified":
            return "publish the skill (made up)" if thing.kind == "wait" else ""
        return "" if done else _INSTEAD.get((thing.step, thing.kind), "")

    def hint(self, step: str, ticked: Collection[str]) -> str:
        """What it would do there now, in two or three words.

        Of the skill Poolwalk writes a part itself: what is `ticked` then says how it stands.
        """
        if step == EFFECTS:
            return "demo: a month on"
        seen = next((stands for part, stands in _BY_POOLWALK if part in ticked), "")
        by_poolwalk = seen if step == _SKILL else ""
        return _HINTS.get(self._stands.get(step, "") or by_poolwalk, _BEGINS[step])

    def warning(self, step: str) -> str:
        """What is said once before it takes back what is done there; "" where it does not."""
        if self._stands.get(step) != _DONE or step in self._warned:
            return ""
        self._warned.add(step)
        return "All of it is done there. Press ! once more to take it back."

    def work(self, step: str, new_pool: str) -> str:
        """Do it for the new pool's domain, and say what was done; *blocking*.

        Raises `PoolwalkError`.
        """
        # not above: the first paint needs none of it
        from migration.compare.clients import ALEXA_CLIENT

        if step == EFFECTS:
            return self._let_a_month_go_by()
        console = _CONSOLES[step]
        done = self._demo.ask(
            "outside/work",
            {
                "console": console,
                "pool": new_pool,
                "client": ALEXA_CLIENT,
                "seen": self._stands.get(step, _UNDONE),
            },
        )
        if "error" in done:
            if "no domain" in str(done["error"]):
                raise PoolwalkError(
                    "Step 2 comes first: without a domain there is no"
                    " address to enter in this console."
                )
            raise PoolwalkError(f"The demo's console did not take it: {done['error']}.")
        self._stands[step] = str(done["state"])
        self._warned.discard(step)
        said = _SAID[console, str(done["state"])].format(*done["entries"])
        return f"Somebody was here before you. {said}" if done.get("others") else said

    def time_passed(self) -> Sequence[TimePassed]:
        """What anybody in the demo let go by; *blocking*. Raises `PoolwalkError`."""
        from migration.usage.time_passed import TimePassed

        return [
            TimePassed(datetime.fromtimestamp(one["at"], UTC), timedelta(days=one["days"]))
            for one in self._demo.ask("days", {}, method="GET")["passed"]
        ]

    @property
    def welcome(self) -> str:
        """What is to be known of a demo that several share; empty elsewhere."""
        return self._demo.welcome

    @property
    def is_ones_own(self) -> bool:
        """Whether the demo ends with this terminal."""
        return not self._demo.joined

    def _let_a_month_go_by(self) -> str:
        from migration.usage.time_passed import MONTH

        passed = self._demo.ask("days", {"days": MONTH.days})
        if "error" in passed:
            raise PoolwalkError(f"The demo's time did not go by: {passed['error']}.")
        if not passed["moved"]:
            return (
                "A month went by, and it ends today. No customer moved: nobody can sign in at the"
                " new pool before steps 2 and 4."
            )
        return (
            "A month went by: it ends today, and the date stays. Of those who still use an"
            f" app {passed['moved']:.0%} have moved (before: {passed['before']:.0%}); who opens"
            " none any more stays in the old pool alone."
        )
