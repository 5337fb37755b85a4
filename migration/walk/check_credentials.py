"""What a person gave for the checks that need more: tokens and keys, in files."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from migration.checks.facts import Given
from migration.checks.plan import NOT_LOOKED
from migration.deployment_request import Request
from migration.errors import BadInput

Credential = TypeVar("Credential")


def asked_for(asked: Request) -> Given:
    """What the settings name, of which no file was looked at yet."""
    return Given(
        asked.ios_bundle,
        asked.alexa_skill,
        no_token=NOT_LOOKED if asked.names_skill else "",
        android_package=asked.android_package,
        android_version=asked.android_version,
        no_play=NOT_LOOKED if _names_play(asked) else "",
        ios_version=asked.ios_version,
        no_app_store=NOT_LOOKED if _names_app_store(asked) else "",
    )


def _names_play(asked: Request) -> bool:
    named = asked.android_package and asked.android_version
    return bool(named and asked.play_key_file is not None)


def _names_app_store(asked: Request) -> bool:
    named = asked.ios_bundle and asked.ios_version and asked.app_store_key_id
    return bool(named and asked.app_store_issuer and asked.app_store_key_file is not None)


def given_by(asked: Request) -> Given:
    """What the settings name, read from its files: use it in a worker thread.

    What cannot be used is told by the checks that want it, and ends nothing else.
    """
    from migration.checks.app_store_connect import app_store_access
    from migration.checks.play_store import play_access
    from migration.checks.token_file import token_in

    token, no_token = _content(asked.names_skill, asked.alexa_token_file, token_in)
    play, no_play = _content(_names_play(asked), asked.play_key_file, play_access)
    app_store, no_app_store = _content(
        _names_app_store(asked),
        asked.app_store_key_file,
        lambda file: app_store_access(file, asked.app_store_key_id, asked.app_store_issuer),
    )
    return Given(
        asked.ios_bundle,
        asked.alexa_skill,
        token,
        no_token,
        play,
        asked.android_package,
        asked.android_version,
        no_play,
        app_store,
        asked.ios_version,
        no_app_store,
    )


def _content(
    named: bool, file: Path | None, read: Callable[[Path], Credential]
) -> tuple[Credential | None, str]:
    """What the file holds, or why it cannot be used; neither where it was not named."""
    if file is None or not named:
        return None, ""
    try:
        return read(file), ""
    except BadInput as error:
        return None, str(error).rstrip(".")
