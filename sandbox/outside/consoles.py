"""What the consoles of others hold, and a person's work in them.

Plain data, as the sample's file gives it: it is copied, shown and set back with the rest of the
account.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sandbox.duplicate import duplicate

Entry = dict[str, Any]
IN_REVIEW = "IN_PROGRESS"
UNDONE = "undone"


@dataclass
class Consoles:
    """The state of every console that a migration has to change."""

    google: dict[str, Entry] = field(default_factory=dict)
    """By OAuth client id: `client_secret`, `redirect_uris`, `origins`."""
    apple_services: dict[str, Entry] = field(default_factory=dict)
    """By Services ID: `team_id`, `domains`, `return_urls`."""
    apple_keys: dict[str, Entry] = field(default_factory=dict)
    """By key id: `team_id`, and `public_key` in PEM. Without a public key any signature is taken:
    whoever practises makes a key of their own, which the stand-in cannot have seen."""
    alexa_skills: dict[str, Entry] = field(default_factory=dict)
    """By skill id: `development` and `live`, each as SMAPI's accountLinkingRequest has it;
    `certifications`, as SMAPI lists them; `not_submittable`, why Amazon takes no submission."""
    alexa_tokens: list[str] = field(default_factory=list)
    """The access tokens that Amazon takes."""
    app_store: dict[str, Entry] = field(default_factory=dict)
    """By bundle id: `trackName`, `version`, `released` in seconds since 1970."""
    play: dict[str, Entry] = field(default_factory=dict)
    """By package name: `releases`, as Android Publisher gives them."""
    play_accounts: dict[str, Entry] = field(default_factory=dict)
    """By the service account's e-mail: its `public_key` in PEM, and the `packages` it may see."""
    play_tokens: dict[str, str] = field(default_factory=dict)
    """Whose each access token is, that was given for a signed question."""
    app_store_connect: dict[str, Entry] = field(default_factory=dict)
    """By bundle id: `id`, and `versions`, as App Store Connect gives their attributes."""
    app_store_keys: dict[str, Entry] = field(default_factory=dict)
    """By key id: `issuer`, and `public_key` in PEM."""
    before: Entry = field(default_factory=dict)
    """What a console held before `work` changed it, by console."""


def from_description(described: Entry) -> Consoles:
    """The consoles of the sample's file, whose form is described there."""
    apple, alexa = described.get("apple", {}), described.get("alexa", {})
    return Consoles(
        google=described.get("google", {}),
        apple_services=apple.get("services", {}),
        apple_keys=apple.get("keys", {}),
        alexa_skills=alexa.get("skills", {}),
        alexa_tokens=alexa.get("tokens", []),
        app_store=described.get("app_store", {}),
        play=described.get("play", {}),
        app_store_connect=described.get("app_store_connect", {}),
    )


def known(consoles: Consoles) -> dict[str, str]:
    """What the owner of these apps knows of them and has to tell a check.

    That is `ios_bundle`, `alexa_skill`, `alexa_token`.
    """
    found = {
        "ios_bundle": consoles.app_store,
        "alexa_skill": consoles.alexa_skills,
        "alexa_token": consoles.alexa_tokens,
    }
    return {name: next(iter(held), "") for name, held in found.items()}


def work(consoles: Consoles, console: str, host: str, client_id: str, moment: float) -> Entry:
    """Do in one console what a person does there for a new login domain, or undo it if it is done.

    `console` is google, apple, alexa, amazon or app-store. Alexa's work is two: first the skill's
    development stage, then, as after its certification, the live one; amazon is the same with the
    submission and the certification between the two.
    Returns `state` (`done`, `development`, `submitted`, `certified` or `undone`) and `entries`,
    what was entered or removed. Raises `LookupError` for a console that the sample has not got.
    """
    response = f"https://{host}/oauth2/idpresponse"
    match console:
        case "google":
            client = _only(consoles.google, "OAuth client in Google's console")
            return _added(client, {"redirect_uris": response, "origins": f"https://{host}"})
        case "apple":
            service = _only(consoles.apple_services, "Services ID in Apple's console")
            return _added(service, {"domains": host, "return_urls": response})
        case "alexa" | "amazon":
            skill = _only(consoles.alexa_skills, "skill in Alexa's console")
            linking = {
                "authorizationUrl": f"https://{host}/oauth2/authorize",
                "accessTokenUrl": f"https://{host}/oauth2/token",
                "clientId": client_id,
            }
            submits = moment if console == "amazon" else None
            return _linked(consoles, skill, linking, submits)
        case "app-store":
            return _released(consoles, _only(consoles.app_store, "app in the App Store"), moment)
    raise LookupError(f"no console {console}")


def _only(entries: dict[str, Entry], what: str) -> Entry:
    if not entries:
        raise LookupError(f"no {what}")
    return next(iter(entries.values()))


def _added(entry: Entry, wanted: dict[str, str]) -> Entry:
    done = all(value in entry[name] for name, value in wanted.items())
    for name, value in wanted.items():
        if done:
            entry[name].remove(value)
        elif value not in entry[name]:
            entry[name].append(value)
    return {"state": UNDONE if done else "done", "entries": list(wanted.values())}


def submit(skill: Entry, moment: float) -> str:
    """Hand a skill in for certification; the id of the review that begins."""
    held = skill.setdefault("certifications", [])
    name = f"review-{len(held) + 1}"
    submitted = datetime.fromtimestamp(moment, UTC).isoformat()
    held.insert(0, {"id": name, "status": IN_REVIEW, "skillSubmissionTimestamp": submitted})
    return name


def _linked(consoles: Consoles, skill: Entry, linking: Entry, submits: float | None) -> Entry:
    consoles.before.setdefault("alexa", duplicate(skill))
    development, live = skill["development"], skill.get("live") or {}
    if not linking.items() <= development.items():
        skill["development"] = {**development, **linking}
        return {"state": "development", "entries": list(linking.values())}
    if not linking.items() <= live.items():
        under_way = [
            review for review in skill.get("certifications", []) if review["status"] == IN_REVIEW
        ]
        if submits is not None and not under_way and not _certified(skill):
            submit(skill, submits)
            return {"state": "submitted", "entries": list(linking.values())}
        for review in under_way:
            review["status"] = "SUCCEEDED"
        if under_way and submits is not None:
            return {"state": "certified", "entries": list(linking.values())}
        skill["live"] = dict(skill["development"])
        return {"state": "done", "entries": list(linking.values())}
    skill.clear()
    skill |= duplicate(consoles.before["alexa"])
    return {"state": UNDONE, "entries": list(linking.values())}


def _certified(skill: Entry) -> bool:
    """Whether Amazon is done with what was submitted last, and only the owner has to publish it."""
    newest = next(iter(skill.get("certifications", [])), None)
    return newest is not None and newest["status"] == "SUCCEEDED"


def _released(consoles: Consoles, app: Entry, moment: float) -> Entry:
    before = consoles.before.pop("app-store", None)
    if before is None:
        consoles.before["app-store"] = duplicate(app)
        major, _, rest = str(app["version"]).partition(".")
        app |= {"version": f"{int(major) + 1}.{rest or '0'}", "released": moment}
        return {"state": "done", "entries": [app["version"]]}
    gone = app["version"]
    app |= before
    return {"state": UNDONE, "entries": [gone]}
