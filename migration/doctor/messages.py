"""Whether the new pool's e-mail and text messages reach everybody.

In AWS's sandboxes they reach verified addresses and numbers alone.
"""

from migration.aws.account import get_mail_account, is_in_sms_sandbox, sms_spend_limit
from migration.aws.connection import Connection
from migration.doctor.check import Check, Group, Subject
from migration.doctor.collected_checks import CollectedChecks
from migration.doctor.deployment import Pools
from migration.errors import PoolwalkError

# Advice as long as it is not known that the new pool sends by this way.
MAIL = Subject("ses-sandbox", Group.MESSAGES, "Amazon SES sends mail to everybody", advisory=True)
SMS = Subject(
    "sns-sandbox", Group.MESSAGES, "Amazon SNS sends text messages to everybody", advisory=True
)
SPENDING = Subject(
    "sms-spend-limit", Group.MESSAGES, "Text messages may cost something", advisory=True
)
SUBJECTS = (MAIL, SMS, SPENDING)

DEFAULT_LIMIT = 1.0  # US dollars a month, until AWS raises it for an account
UNSENT = ". The new pool does not send by it"


def look_at_the_messages(
    connection: Connection, pools: Pools | None, checks: CollectedChecks
) -> None:
    """Make these checks, in the regions that the new pool sends from."""
    document = pools.new_document if pools else {}
    mail, sms = document.get("EmailConfiguration") or {}, document.get("SmsConfiguration") or {}
    by_ses, by_sns = mail.get("EmailSendingAccount") == "DEVELOPER", bool(sms)
    if checks.wants(MAIL):
        source = str(mail.get("SourceArn") or "").split(":")
        region = source[3] if by_ses and len(source) > 3 and source[3] else connection.region
        try:
            checks.take(_mail(connection, region, by_ses=by_ses, known=bool(document)))
        except PoolwalkError as error:
            checks.take(MAIL.unknown(str(error)))
    region = str(sms.get("SnsRegion") or connection.region)
    if checks.wants(SMS):
        try:
            checks.take(
                _sms(
                    in_sandbox=is_in_sms_sandbox(connection, region),
                    region=region,
                    sends=by_sns,
                    known=bool(document),
                )
            )
        except PoolwalkError as error:
            checks.take(SMS.unknown(str(error)))
    if checks.wants(SPENDING):
        try:
            checks.take(_spending(sms_spend_limit(connection, region), region))
        except PoolwalkError as error:
            checks.take(SPENDING.unknown(str(error)))


def _mail(connection: Connection, region: str, *, by_ses: bool, known: bool) -> Check:
    account = get_mail_account(connection, region)
    quota = account.get("SendQuota") or {}
    subject = MAIL if not by_ses else Subject(MAIL.name, MAIL.group, MAIL.about)
    said = (
        f"{region}: {quota.get('SentLast24Hours', 0):.0f} of {quota.get('Max24HourSend', 0):.0f}"
        " mails in the last 24 hours"
    )
    if known and not by_ses:
        said += f"{UNSENT}, but through Cognito itself, which sends 50 mails a day"
    if not account.get("SendingEnabled", True):
        return subject.failed(
            f"Sending is switched off. {said}",
            "Amazon SES's console says why under Account dashboard.",
        )
    if not account.get("ProductionAccessEnabled"):
        return subject.failed(
            f"In the sandbox: only verified addresses get mail. {said}",
            "Request production access in Amazon SES's console, under Account dashboard; AWS"
            " answers within a day or so.",
        )
    if str(account.get("EnforcementStatus") or "HEALTHY") != "HEALTHY":
        return subject.passed(
            f"{said}; AWS calls the account {account['EnforcementStatus']}",
            "Look into Amazon SES's console.",
        )
    return subject.passed(said)


def _sms(*, in_sandbox: bool, region: str, sends: bool, known: bool) -> Check:
    subject = SMS if not sends else Subject(SMS.name, SMS.group, SMS.about)
    unsent = UNSENT if known and not sends else ""
    if in_sandbox:
        return subject.failed(
            f"{region}: in the sandbox, only verified numbers get a message{unsent}",
            "Exit the SMS sandbox in Amazon SNS's console, under Mobile, Text messaging.",
        )
    return subject.passed(f"{region}: out of the sandbox{unsent}")


def _spending(limit: str, region: str) -> Check:
    try:
        dollars = float(limit) if limit else DEFAULT_LIMIT
    except ValueError:
        return SPENDING.unknown(f"{region}: the limit that AWS tells is no number.")
    said = f"{region}: {dollars:g} US dollars a month{'' if limit else ', where nobody set it'}"
    if dollars <= DEFAULT_LIMIT:
        advice = (
            "That is used up by a few dozen messages:"
            " ask for more under Service Quotas, Amazon SNS."
        )
        return SPENDING.failed(said, advice)
    return SPENDING.passed(said)
