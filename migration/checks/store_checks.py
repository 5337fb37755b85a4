"""The checks of both stores by a key of the person's own: whether the named version is released."""

from collections.abc import Iterator

from migration.checks.app_store_connect import app_probe, app_store_released, versions_after
from migration.checks.check import Check, check_id
from migration.checks.facts import Facts, Given
from migration.checks.hosts import APP_STORE_CONNECT, PLAY
from migration.checks.kind import CheckKind
from migration.checks.play_store import play_released, releases_after, token_probe


def of_play(facts: Facts) -> Iterator[Check]:
    """Whether the Android app is released (8a)."""
    given = facts.given
    if not given.android_package or not given.android_version:
        return
    if given.play is None and not given.no_play:
        return
    version = given.android_version
    yield Check(
        check_id(CheckKind.PLAY_RELEASE),
        CheckKind.PLAY_RELEASE,
        "8a",
        f"{version} or later is released on Google Play",
        PLAY,
        play_released(version),
        token_probe(given.play, facts.now) if given.play else None,
        lacks=given.no_play,
        denied=f"{version} or later is not released on Google Play",
        then=releases_after(given.android_package),
        about=android_app(given),
    )


def of_app_store(facts: Facts) -> Iterator[Check]:
    """Whether the iOS app is released (8b)."""
    given = facts.given
    if not given.ios_bundle or not given.ios_version:
        return
    if given.app_store is None and not given.no_app_store:
        return
    version = given.ios_version
    yield Check(
        check_id(CheckKind.APP_STORE_RELEASE),
        CheckKind.APP_STORE_RELEASE,
        "8b",
        f"{version} or later is released on the App Store",
        APP_STORE_CONNECT,
        app_store_released(version),
        app_probe(given.app_store, given.ios_bundle, facts.now) if given.app_store else None,
        lacks=given.no_app_store,
        denied=f"{version} or later is not released on the App Store",
        then=versions_after(),
        about=ios_app(given),
    )


def android_app(given: Given) -> tuple[str, ...]:
    """The app and the version that Google Play is asked about, as far as they are named."""
    return given.android_package, given.android_version


def ios_app(given: Given) -> tuple[str, ...]:
    """The app and the version that App Store Connect is asked about, as far as they are named."""
    return given.ios_bundle, given.ios_version
