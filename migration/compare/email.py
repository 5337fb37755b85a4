"""Step 5: the verification e-mail that customers receive, and what it is sent through."""

from collections.abc import Mapping
from typing import Any

from migration.compare.member_names import in_words
from migration.compare.setting import Kind, Setting, Target, Value, setting_id
from migration.compare.setting_state import SettingState
from migration.deployment.whole_reading import Reading
from migration.pools.documents import Pool
from migration.pools.reading import Role, Unread

STEP = "5"
_TEMPLATE = "VerificationMessageTemplate"
_CONFIGURATION = "EmailConfiguration"
_TEXTS = ("EmailSubject", "EmailMessage", "EmailSubjectByLink", "EmailMessageByLink")
_SENDING = ("EmailSendingAccount", "SourceArn", "From", "ReplyToEmailAddress", "ConfigurationSet")
_SES = "DEVELOPER"
_OVERRIDING = {
    "CustomMessage": "writes every message itself",
    "CustomEmailSender": "sends every e-mail itself",
}


def compare_email(reading: Reading) -> tuple[Setting, ...]:
    """The settings of step 5, from DescribeUserPool of both pools; none while either is awaited."""
    for role in Role:
        part = reading.of(role).pool
        if isinstance(part, Unread):
            return (_unread(part, role),)
    old, new = reading.old.pool, reading.new.pool
    if not isinstance(old, Pool) or not isinstance(new, Pool):
        return ()
    was, now = _members(old), _members(new)
    sends_through_ses = now["EmailSendingAccount"] == _SES
    settings = []
    for member in ("DefaultEmailOption", *_TEXTS, *_SENDING):
        if not was[member]:
            continue
        to_do = was[member] != now[member]
        needs: tuple[str, ...] = ()
        if to_do and not sends_through_ses and member in {"From", "ConfigurationSet"}:
            needs = (setting_id(STEP, "", "EmailSendingAccount"),)
        if (
            to_do
            and member == "EmailSendingAccount"
            and was[member] == _SES
            and not now["SourceArn"]
        ):
            needs = (setting_id(STEP, "", "SourceArn"),)
        settings.append(_setting(member, was[member], now[member], needs))
    return tuple(settings)


def overriding_triggers(pool: Pool) -> tuple[str, ...]:
    """Sentences on the Lambda triggers that make a pool ignore its template."""
    triggers = pool.triggers
    return tuple(
        f"The new pool's {trigger} trigger {what}: the template below is then not what customers"
        " receive."
        for trigger, what in _OVERRIDING.items()
        if triggers.get(trigger)
    )


def path_of(member: str) -> tuple[str, ...]:
    """Where a member of step 5 lives in the pool's document."""
    return (_CONFIGURATION if member in _SENDING else _TEMPLATE, member)


# The members of a pool that this step shows.
PATHS = tuple(path_of(member) for member in ("DefaultEmailOption", *_TEXTS, *_SENDING))


def _members(pool: Pool) -> Mapping[str, Any]:
    template, configuration = pool.email_template, pool.document.get(_CONFIGURATION) or {}
    texts = dict(
        zip(
            _TEXTS,
            (
                template.subject,
                template.message,
                template.subject_by_link,
                template.message_by_link,
            ),
            strict=True,
        )
    )
    sending = {member: configuration.get(member) or "" for member in _SENDING}
    sending["EmailSendingAccount"] = sending["EmailSendingAccount"] or "COGNITO_DEFAULT"
    return {"DefaultEmailOption": template.option, **texts, **sending}


def _setting(member: str, old: Value, new: Value, needs: tuple[str, ...]) -> Setting:
    stays = member == "EmailSendingAccount" and new == _SES and old != _SES
    state = (
        SettingState.SAME
        if old == new
        else SettingState.EXPECTED
        if stays
        else SettingState.MISSING
        if not new
        else SettingState.DIFFERS
    )
    return Setting(
        id=setting_id(STEP, "", member),
        step=STEP,
        member=member,
        label=in_words(member),
        old=old,
        wanted=old,
        new=new or None,
        state=state,
        target=Target(Kind.POOL),
        path=path_of(member),
        needs=needs,
        reason=(
            "the new pool sends through SES already, which delivers more than Cognito itself: stays"
            if stays
            else ""
        ),
    )


def _unread(part: Unread, role: Role) -> Setting:
    return Setting(
        id=setting_id(STEP, "", part.operation),
        step=STEP,
        member=part.operation,
        label="e-mail template",
        old=None,
        wanted=None,
        new=None,
        state=SettingState.UNREAD,
        reason=f"in the {role} pool: {part.reason}",
    )
