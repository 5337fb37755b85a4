"""One step's page: its rows under headings, its values, warnings and confirmations."""

from collections.abc import Callable, Mapping

from migration.compare.client_addresses import custom_scheme_callbacks
from migration.compare.client_members import STEP as CLIENTS
from migration.compare.clients import ownership, pairs_of
from migration.compare.member_names import in_words
from migration.compare.other_differences.rules import OTHER_SETTINGS, SUBJECTS, subject_of
from migration.compare.provider_creation import carried_details
from migration.compare.provider_steps import APPLE, GOOGLE, by_name, step_of
from migration.compare.setting import Setting, setting_parts
from migration.guide.carried_settings import Carried, sources_of
from migration.guide.dependent_rows import dependent_groups
from migration.guide.named_clients import main_clients
from migration.guide.page import NEW_SIDE, OLD_SIDE, Confirmation, Fact, Group, Page
from migration.guide.page_warnings import warnings_of
from migration.guide.paste_values import filled_address, filled_body, paste_values
from migration.guide.placeholder_values import Known
from migration.guide.placeholders import PLACEHOLDER
from migration.guide.progress import left_out
from migration.guide.skills_rows import SIDES as SKILLS_SIDES
from migration.guide.skills_rows import parameters_to_paste, skills_groups
from migration.guide.stack_rows import BACKEND, DASHBOARD, stack_groups
from migration.guide.stack_rows import SIDES as STACK_SIDES
from migration.guide.step import Step, StepKind
from migration.guide.step_summary import StepSummary
from migration.guide.ticks import Tick
from migration.guide.verdict import Answer, Verdict
from migration.guide.voice_clients import voice_confirmations
from migration.pools.documents import AppClient, IdentityProvider
from migration.pools.reading import Pending

# How those paragraphs of Effects begin that a Yes has left behind.
BEFORE_THE_YES = ("**Ask AWS now**", "**The hour**")
_NOBODY_LOOKS = "nobody can look: take as done what no check proves"


def page_of(
    summary: StepSummary, known: Known, tick: Tick | None, verdict: Verdict | None = None
) -> Page:
    """All that the screen shows of a step.

    `verdict` is about the old pool, for the page that ends with it.
    """
    step = summary.step
    carries_stack = Carried.SKILLS_STACK in step.carries
    groups, sides = (
        next((_GROUPS[subject] for subject in step.carries if subject in _GROUPS), _one_group),
        (OLD_SIDE, NEW_SIDE),
    )
    if step.id in {BACKEND, DASHBOARD}:
        groups, sides = _stack_groups, STACK_SIDES
    elif carries_stack:
        sides = SKILLS_SIDES
    voice = voice_confirmations(step.id, known)
    return Page(
        summary=summary,
        groups=groups(summary, known),
        sides=sides,
        values=(
            *paste_values(step, known),
            *(parameters_to_paste(known.reading) if carries_stack else ()),
        ),
        confirmations=(
            *_confirmations(step.id, known),
            *(found for found in voice if found.holds is not False),
        ),
        # What is wrong stands above the text: below all values it would be seen too late.
        warnings=(
            *warnings_of(summary, known),
            *(f"{found.text}." for found in voice if found.holds is False),
        ),
        waiting=_waiting(step, known),
        tick=tick,
        verdict=verdict,
        left_out=left_out(step, tick, known.reading),
        console_url=filled_address(step, known),
        asks=_asks(step),
        body=_still_to_read(filled_body(step, known), verdict),
        practice=_practice(summary) if known.practice else "",
    )


def _still_to_read(body: str, verdict: Verdict | None) -> str:
    """The text, without what is to be thought of ahead once the old pool can be retired."""
    if verdict is None or verdict.answer is not Answer.YES:
        return body
    return "\n\n".join(part for part in body.split("\n\n") if not part.startswith(BEFORE_THE_YES))


def _practice(summary: StepSummary) -> str:
    """What stands on a page of the demo, where nobody can look or do what the page says."""
    step, in_a_console = summary.step, {StepKind.CONSOLE, StepKind.BOTH}
    if summary.state.is_settled or not (step.practice or step.kind in in_a_console):
        return ""
    return f"In this made-up company {step.practice or _NOBODY_LOOKS}."


def _asks(step: Step) -> str:
    if any("token_url" in PLACEHOLDER.findall(value.template) for value in step.values):
        return "token-url"
    if Carried.APP_CLIENTS in step.carries:
        return "callback"
    return "app-file" if step.block else ""


def _one_group(summary: StepSummary, known: Known) -> tuple[Group, ...]:
    return (Group(summary.step.title, rows=summary.settings),) if summary.settings else ()


def _client_groups(summary: StepSummary, known: Known) -> tuple[Group, ...]:
    groups = []
    of_client: dict[str, list[Setting]] = {}
    for setting in summary.settings:
        of_client.setdefault(setting.client, []).append(setting)
    if loose := of_client.get(""):
        groups.append(Group("app clients", rows=tuple(loose)))
    for pair in pairs_of(known.reading, known.choices):
        old, new = pair.old, pair.new
        facts: list[Fact] = []
        if isinstance(old, AppClient) and isinstance(new, AppClient):
            facts.append(Fact("client id", old.id, new.id))
            if old.secret and new.secret:
                facts.append(Fact(in_words("ClientSecret"), old.secret, new.secret))
        _, why = ownership(known.reading, known.choices, pair)
        note = (
            "left out"
            if pair.left_out
            else why
            or ("" if pair.confirmed else "suggested: confirm it (p)" if new else "not paired (p)")
        )
        rows = (*facts, *of_client.get(pair.key, ()))
        groups.append(
            Group(
                old.name or old.id,
                old.name or old.id,
                (new.name or new.id) if new else "",
                note,
                pair.key,
                rows,
            )
        )
    return tuple(groups)


def _provider_groups(summary: StepSummary, known: Known) -> tuple[Group, ...]:
    """A heading for each provider.

    Before the new one exists, the old one's details are rows to read and copy.
    """
    olds, news = (
        by_name(known.reading.old.providers) or {},
        by_name(known.reading.new.providers) or {},
    )
    groups = (
        [Group("identity providers", rows=summary.settings)]
        if not olds and summary.settings
        else []
    )
    for name in dict.fromkeys([*olds, *news]):
        rows: list[Setting | Fact] = [
            setting for setting in summary.settings if setting_parts(setting.id)[2] == name
        ]
        old = olds.get(name)
        if step_of(name) != summary.step.id or not rows:
            continue
        if isinstance(old, IdentityProvider) and name not in news:
            rows += _facts(old)
        groups.append(
            Group(
                name, name if name in olds else "", name if name in news else "", rows=tuple(rows)
            )
        )
    return tuple(groups)


def _subject_groups(summary: StepSummary, known: Known) -> tuple[Group, ...]:
    """A heading for each subject of the pool, then one for each pair of clients."""
    of_subject: dict[str, list[Setting]] = {}
    of_client: dict[str, list[Setting]] = {}
    for setting in summary.settings:
        if setting.client:
            of_client.setdefault(setting.client, []).append(setting)
        else:
            of_subject.setdefault(subject_of(setting.member).title, []).append(setting)
    titles = [subject.title for subject in (*SUBJECTS, OTHER_SETTINGS)]
    groups = [
        Group(title, rows=tuple(of_subject[title])) for title in titles if title in of_subject
    ]
    for pair in pairs_of(known.reading, known.choices):
        if (rows := of_client.get(pair.key)) and pair.new is not None:
            note = "" if pair.confirmed else "suggested: confirm it in step 4"
            names = (pair.old.name or pair.old.id, pair.new.name or pair.new.id)
            groups.append(Group(names[0], *names, note, rows=tuple(rows)))
    return tuple(groups)


def _stack_groups(summary: StepSummary, known: Known) -> tuple[Group, ...]:
    return stack_groups(summary.step.id, known.reading.stacks)


def _skills_groups(summary: StepSummary, known: Known) -> tuple[Group, ...]:
    return skills_groups(summary, known.reading)


def _dependent_groups(summary: StepSummary, known: Known) -> tuple[Group, ...]:
    return dependent_groups(summary, known.reading)


_GROUPS: Mapping[Carried, Callable[[StepSummary, Known], tuple[Group, ...]]] = {
    Carried.GOOGLE: _provider_groups,
    Carried.APPLE: _provider_groups,
    Carried.OTHER_PROVIDERS: _provider_groups,
    Carried.APP_CLIENTS: _client_groups,
    Carried.SKILLS_STACK: _skills_groups,
    Carried.ELSEWHERE: _dependent_groups,
    Carried.EVERYTHING_ELSE: _subject_groups,
}


def _facts(provider: IdentityProvider) -> list[Fact]:
    details = [
        Fact(in_words(key), provider.details.get(key), None, key)
        for key in carried_details(provider)
        if key in provider.details
    ]
    return details + [
        Fact(in_words(f"AttributeMapping.{name}"), of, None)
        for name, of in provider.attribute_mapping.items()
    ]


# The steps that end with a look at the callbacks that lead back into the apps, and whose apps those
# are.
_APPS: Mapping[str, tuple[str, ...]] = {
    GOOGLE: ("Android", "iOS"),
    APPLE: ("Android", "iOS"),
    "8a": ("Android",),
    "8b": ("iOS",),
}


def _confirmations(step: str, known: Known) -> tuple[Confirmation, ...]:
    """What the guide asks to be confirmed at the end of steps 3a and 3b.

    The apps' redirect URIs are callbacks of the new main client.
    """
    old, new = main_clients(known.reading, known.choices)
    callbacks = custom_scheme_callbacks(old) if old else {}
    return tuple(
        Confirmation(
            f"{platform}'s {url} is a callback of the new main client",
            url in new.members("CallbackURLs") if new else None,
            CLIENTS if step in {GOOGLE, APPLE} else "",
        )
        for platform in _APPS.get(step, ())
        for url in callbacks.get(platform, ())
    )


def _waiting(step: Step, known: Known) -> tuple[str, ...]:
    words = []
    stacks = known.reading.stacks
    if step.id in {BACKEND, DASHBOARD} and isinstance(stacks, Pending):
        words.append(f"the deployment's stacks ({stacks.waiting_for})")
    for name in sources_of(step.carries).own:
        for role, pool in (("old", known.reading.old), ("new", known.reading.new)):
            part = getattr(pool, name)
            if isinstance(part, Pending):
                words.append(f"the {role} pool ({part.waiting_for})")
    return tuple(words)
