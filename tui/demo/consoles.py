"""The consoles of the demo.

A key does there what a person would do in Google's, Apple's or Amazon's console.
"""

from migration.errors import PoolwalkError
from tui.demo.practice_aws import Demo

_CONSOLES = {"3a": "google", "3b": "apple", "7a": "alexa", "8b": "app-store"}
EFFECTS = "effects"  # where a month goes by instead
_SAID = {
    ("google", "done"): "Google's made-up console has the redirect URI and the origin of {1} now.",
    ("google", "undone"): "Google's made-up console has the new addresses no more.",
    ("apple", "done"): "Apple's made-up console has the domain and the return URL of {0} now.",
    ("apple", "undone"): "Apple's made-up console has the new addresses no more.",
    (
        "alexa",
        "development",
    ): "The made-up skill's development stage links to {0}. Once more certifies it: live follows.",
    ("alexa", "done"): "The made-up skill is certified: the live stage links to {0} as well.",
    (
        "alexa",
        "undone",
    ): "The made-up skill links to the old addresses again, development and live.",
    ("app-store", "done"): "Version {0} of the made-up app is in the App Store.",
    ("app-store", "undone"): "Version {0} of the made-up app is out of the App Store again.",
}


class PracticeConsoles:
    """Does a step's work in its console, or takes it back when it is done."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo

    def serves(self, step: str) -> bool:
        """Whether the step has a console in the demo."""
        return step in _CONSOLES or step == EFFECTS

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
            "outside/work", {"console": console, "pool": new_pool, "client": ALEXA_CLIENT}
        )
        if "error" in done:
            if "no domain" in str(done["error"]):
                raise PoolwalkError(
                    "Step 2 comes first: without a domain there is no"
                    " address to enter in this console."
                )
            raise PoolwalkError(f"The demo's console did not take it: {done['error']}.")
        return _SAID[console, str(done["state"])].format(*done["entries"])

    def _let_a_month_go_by(self) -> str:
        from migration.usage.time_passed import MONTH

        passed = self._demo.ask("days", {"days": MONTH.days})
        if "error" in passed:
            raise PoolwalkError(f"The demo's time did not go by: {passed['error']}.")
        if not passed["moved"]:
            return (
                "A month went by, and no customer moved: nobody can sign in at the new pool before"
                " steps 2 and 4."
            )
        return (
            f"A month went by: {passed['before']:.0%} of the customers had moved before it, and"
            f" {passed['moved']:.0%} have now."
        )
