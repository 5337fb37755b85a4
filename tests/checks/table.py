"""`python -m tests.checks.table` writes docs/checks.md.

Each check, each recorded answer, and its verdict.
"""

from collections.abc import Iterator
from pathlib import Path

from migration.checks.check_run import blindness
from migration.checks.finding import Judgement
from migration.checks.kind import CheckKind
from migration.checks.markers import known_markers
from tests.checks.recorded import GUARDED, OF_ANY, OF_EACH

FILE = Path(__file__).parents[2] / "docs" / "checks.md"
PROVES = {
    CheckKind.POOL_DOMAIN: "the domain belongs to the new pool",
    CheckKind.DOMAIN_LIVE: "the domain's name resolves, and its certificate is valid",
    CheckKind.CALLBACK: "the address is registered on the app client",
    CheckKind.PROVIDER: (
        "the provider is on the new pool, switched on for the client, with the old pool's client id"
    ),
    CheckKind.LOGIN_PAGE: "the client has a login page",
    CheckKind.GOOGLE_CONSOLE: "the redirect URI was added in Google's console",
    CheckKind.APPLE_CONSOLE: "domain and return URL were saved on the Services ID",
    CheckKind.GOOGLE_SECRET: "Google's client id and secret belong together",
    CheckKind.APPLE_KEY: "Apple's key, key id, team id and Services ID belong together",
    CheckKind.ALEXA_CONSOLE: "the Alexa console was edited (with a token of Amazon's)",
    CheckKind.PLAY_RELEASE: (
        "the named version of the Android app or a later one is released on Google Play"
    ),
    CheckKind.APP_STORE_RELEASE: (
        "the named version of the iOS app or a later one is released on the App Store"
    ),
    CheckKind.IOS_RELEASE: (
        "the iOS app had a release since the migration began (not that it holds the new ids)"
    ),
}


def table() -> str:
    """The whole page."""
    return "\n".join([*_lines(), ""])


def _lines() -> Iterator[str]:
    yield "# Every check, every recorded answer, and its verdict"
    yield ""
    version = known_markers().version
    yield (
        "Made by `python -m tests.checks.table` from the tests' recorded answers and version"
        f" {version} of the table of"
    )
    yield (
        "markers, `assets/checks/markers.toml`; a test holds it equal. What the table does not know"
        " is inconclusive."
    )
    yield ""
    yield (
        "The answers are recorded from what is publicly known of the parties; Google, Apple and"
        " Amazon were not asked for them."
    )
    yield ""
    yield "| check | proves | answer | verdict | code |"
    yield "| --- | --- | --- | --- | --- |"
    for row in OF_EACH:
        yield f"| {row.kind} | {PROVES[row.kind]} | {row.what} | **{row.verdict}** | {row.code} |"
    yield ""
    yield "## What every check can meet"
    yield ""
    yield "| answer | verdict | of these checks |"
    yield "| --- | --- | --- |"
    of_answer: dict[str, list[str]] = {}
    for row in OF_ANY:
        of_answer.setdefault(row.what, []).append(row.kind.value)
    for what, kinds in of_answer.items():
        named = "all" if len(kinds) == len(CheckKind) else ", ".join(kinds)
        yield f"| {what} | **inconclusive** | {named} |"
    yield ""
    yield "## The deliberately wrong address"
    yield ""
    yield (
        "Before they are believed, these checks ask about an address that nobody registered. Only"
        " where that is refused"
    )
    yield "does their own answer count."
    yield ""
    yield "| check | answer about the wrong address | the check's own answer | code |"
    yield "| --- | --- | --- | --- |"
    for row in OF_EACH:
        if row.kind in GUARDED:
            blind = blindness("", Judgement(row.verdict, "", row.code))
            yield (
                f"| {row.kind} | {row.what} |"
                f" {f'**{blind.verdict}** | {blind.code}' if blind else 'counts | '} |"
            )


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")
