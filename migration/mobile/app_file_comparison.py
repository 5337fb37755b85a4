"""An app's file side by side with what it should hold.

That is the values of its step, and callbacks for the addresses to which it sends people back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from migration.compare.clients import ALEXA_CLIENT
from migration.errors import BadInput
from migration.guide.named_clients import client_named, main_clients
from migration.guide.page import PasteValue
from migration.guide.paste_values import paste_values
from migration.guide.placeholder_values import Known
from migration.guide.step import BlockForm, Step
from migration.guide.value_blocks import fixed_fields
from migration.known_secrets import without_secrets
from migration.mobile.app_file import AppFile
from migration.mobile.home_app import NAMES, PROVIDERS, REDIRECT, HomeForm
from migration.pools.documents import AppClient


class KeyVerdict(StrEnum):
    """How one key of an app's file stands."""

    SAME = "same"
    DIFFERS = "differs"
    MISSING = "missing"
    UNKNOWN = "unknown"  # what it should hold is not known yet


@dataclass(frozen=True)
class KeyCheck:
    """One key of the file.

    What the file holds ("" nothing), what it should hold ("" not known yet), and why that matters.
    """

    field: str
    holds: str
    should_hold: str
    verdict: KeyVerdict
    reason: str = ""


@dataclass(frozen=True)
class AppComparison:
    """A whole file, key by key. `step` is the guide's step whose file it is."""

    path: str
    step: str
    keys: tuple[KeyCheck, ...]
    remarks: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the file needs no change."""
        return all(key.verdict is KeyVerdict.SAME for key in self.keys)


@dataclass(frozen=True)
class _Redirect:
    """A key that holds an address to send people back to.

    That address has to be a callback of an app client: the voice assistant's with `alexa`, else the
    main one.
    """

    field: str
    alexa: bool
    default: str = ""  # what the app's own build takes where the key is missing


# Android's default: `app/build.gradle` of the app's public sources, as all keys here.
_REDIRECTS = {
    BlockForm.PROPERTIES: (
        _Redirect(
            "redirectUri", alexa=False, default="rainmaker://com.espressif.rainmaker/success"
        ),
        _Redirect("alexaRedirectUrl", alexa=True),
    ),
    BlockForm.PLIST: (
        _Redirect("AWS Configuration > Redirect URL", alexa=False),
        _Redirect("ESP Alexa Configuration > Redirect URL", alexa=True),
    ),
}


# What the apps take where the key is missing: Android since 2022-02 (v2.11.0), iOS since 2023-01.
_DEFAULTS = {"userPool": "2", "App Configuration > User Pool": "2"}
_TAKES_TWO = (
    "without it the app takes 2; one made from a version of before 2022 does not, so set it"
)

_NONE_OF_ITS_KEYS = (
    "None of the app's keys stands in this file: is it the right one? The app's own is"
    " local.properties, Configuration.plist, .env or rainmaker.config.ts."
)


def compare_app_file(file: AppFile, steps: Sequence[Step], known: Known) -> AppComparison:
    """Compare a file with the step that has a block of the same form.

    Raises `BadInput` where no step has one.
    """
    form = BlockForm.ENVIRONMENT if isinstance(file.form, HomeForm) else file.form
    step = next((step for step in steps if step.block is form), None)
    if step is None:
        message = f"No step of the guide says what {file.path} should hold."
        raise BadInput(message)
    if isinstance(file.form, HomeForm):
        return _home_app(file, file.form, step, known)
    fixed = fixed_fields(step)
    wanted = paste_values(step, known)
    keys = [_value(file, value, known, number=value.field in fixed) for value in wanted]
    none = () if any(file.held(value.field) for value in wanted) else (_NONE_OF_ITS_KEYS,)
    checks = (*keys, *_redirects(file, known))
    return AppComparison(file.path, step.id, tuple(map(_masked, checks)), (*none, *file.remarks))


def _home_app(file: AppFile, form: HomeForm, step: Step, known: Known) -> AppComparison:
    """Of the Home app: its step's values, under the names that the form gives them."""
    client = main_clients(known.reading, known.choices)[1]
    keys = []
    for value in paste_values(step, known):
        name = NAMES[form].get(value.field, "") if form in NAMES else value.field
        if value.field == REDIRECT:
            keys.append(_redirect(_Redirect(name, alexa=False), file.held(name), client))
        elif name:
            wanted = replace(value, field=name)
            keys.append(
                _value(
                    file,
                    _listed(wanted, file) if value.field == PROVIDERS else wanted,
                    known,
                    number=False,
                )
            )
    return AppComparison(file.path, step.id, tuple(map(_masked, keys)), file.remarks)


def _masked(key: KeyCheck) -> KeyCheck:
    """A key whose value is not shown where it is a secret: a client's, or a password."""
    holds = without_secrets(key.holds)
    if key.verdict is KeyVerdict.SAME or holds == key.holds:
        return key
    why = "; ".join(
        filter(None, ("it holds a secret, which every copy of the app would", key.reason))
    )
    return replace(key, holds=holds, reason=without_secrets(why))


def _listed(value: PasteValue, file: AppFile) -> PasteValue:
    """A list in the file's own order where it holds the same names: their order means nothing."""
    held = str(file.held(value.field) or "")
    same = {name.strip() for name in held.split(",")} == set(str(value.value).split(","))
    return replace(value, value=held) if value.value is not None and same else value


def _value(file: AppFile, value: PasteValue, known: Known, *, number: bool) -> KeyCheck:
    held = file.held(value.field)
    holds = _shown(held)
    if value.value is None:
        return KeyCheck(value.field, holds, "", KeyVerdict.UNKNOWN, f"needs {value.needs}")
    should = str(value.value)
    if held is None and _DEFAULTS.get(value.field) == should:
        return KeyCheck(value.field, holds, should, KeyVerdict.SAME, _TAKES_TWO)
    if held is None or holds == "":
        return KeyCheck(value.field, holds, should, KeyVerdict.MISSING)
    if file.form is BlockForm.PLIST and (why := _wrong_type(held, number=number)):
        return KeyCheck(value.field, holds, should, KeyVerdict.DIFFERS, why)
    if holds == should:
        return KeyCheck(value.field, holds, should, KeyVerdict.SAME)
    return KeyCheck(
        value.field, holds, should, KeyVerdict.DIFFERS, _why(holds, should, known, number=number)
    )


def _wrong_type(held: Any, *, number: bool) -> str:
    if number and (not isinstance(held, int) or isinstance(held, bool)):
        return "the app reads a number here and passes over all else: make it of the type Number"
    return (
        ""
        if number or isinstance(held, str)
        else "the app reads text here: make it of the type String"
    )


def _why(holds: str, should: str, known: Known, *, number: bool) -> str:
    """What kind of slip it is, where it is one that people make."""
    if holds.strip() == should:
        slip = "there is a space before or after it"
        return f"{slip}: the app reads it as a number, and fails" if number else slip
    if holds.strip("\"'") == should:
        return "the quotation marks count as part of it"
    if "#" in holds and holds.partition("#")[0].strip() == should:
        return "what stands behind # counts as part of it: a comment takes a line of its own"
    if number:
        return "at 1 the login by password keeps using the old pool, whatever the other keys say"
    if holds.rstrip("/") == should:
        return "no slash at the end: the app adds /token by itself"
    if should.endswith("/oauth2") and holds.rstrip("/") == should.removesuffix("/oauth2"):
        return "it has to end in /oauth2"
    old, new = main_clients(known.reading, known.choices)
    olds = {client.id for client in (old, client_named(known.reading.old, ALEXA_CLIENT)) if client}
    if holds in olds or any(host in holds.lower() for host in known.reading.old.hosts):
        return "this is still the old pool's"
    if new is not None and holds == new.id:
        return "this is the id of the main client"
    return ""


def _redirects(file: AppFile, known: Known) -> Iterator[KeyCheck]:
    for redirect in _REDIRECTS[BlockForm(file.form)]:
        held = file.held(redirect.field)
        if redirect.alexa and not held:
            continue  # only apps that link to Alexa's app have it
        client = (
            client_named(known.reading.new, ALEXA_CLIENT)
            if redirect.alexa
            else main_clients(known.reading, known.choices)[1]
        )
        yield _redirect(redirect, held, client)


def _redirect(redirect: _Redirect, held: Any, client: AppClient | None) -> KeyCheck:
    holds = _shown(held)
    used, reason = holds, ""
    if not holds and redirect.default:
        used, reason = redirect.default, f"without it the app takes {redirect.default}"
    if client is None:
        lacking = (
            f"the new pool's {ALEXA_CLIENT}"
            if redirect.alexa
            else "the new pool's main client, confirmed in step 4 (p)"
        )
        return KeyCheck(redirect.field, holds, "", KeyVerdict.UNKNOWN, f"needs {lacking}")
    should = f"a callback URL of the new {client.name or client.id}"
    if not used:
        return KeyCheck(redirect.field, holds, should, KeyVerdict.MISSING)
    if used in client.members("CallbackURLs"):
        return KeyCheck(redirect.field, holds, should, KeyVerdict.SAME, reason)
    slip = (
        "there is a space before or after it"
        if used.strip() in client.members("CallbackURLs")
        else ""
    )
    mend = "it is none of them: add it in step 4, or Cognito refuses every login of this app"
    return KeyCheck(
        redirect.field,
        holds,
        should,
        KeyVerdict.DIFFERS,
        "; ".join(filter(None, (reason, slip or mend))),
    )


def _shown(held: Any) -> str:
    if held is None:
        return ""
    return (
        held
        if isinstance(held, str)
        else str(held)
        if isinstance(held, bool | int | float)
        else f"({type(held).__name__})"
    )
