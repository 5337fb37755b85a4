"""What a step's page warns of, above its text: below all values it would be seen too late."""

from migration.compare.email import STEP as EMAIL
from migration.compare.email import overriding_triggers
from migration.compare.home_app_clients import CALLBACK, home_app_callbacks
from migration.compare.provider_steps import APPLE_TYPE, by_name
from migration.compare.setting_state import SettingState
from migration.compare.skills import STEP as SKILLS
from migration.deployment.certification import Review
from migration.guide.carried_settings import Carried
from migration.guide.named_clients import main_clients
from migration.guide.placeholder_values import Known
from migration.guide.skill_certification import review_of
from migration.guide.step import BlockForm, StepState
from migration.guide.step_summary import StepSummary
from migration.pools.documents import Pool

# By AWS's reference of EmailConfigurationType, where a pool has no sender of its own.
_COGNITOS_OWN = "no-reply@verificationemail.com (Cognito's own)"


def warnings_of(summary: StepSummary, known: Known) -> tuple[str, ...]:
    """Each a sentence; none for most steps."""
    if summary.state is StepState.NOT_APPLICABLE:
        return ()  # it would ask for something that nobody needs
    carries, new_pool = summary.step.carries, known.reading.new.pool
    if Carried.EMAIL_TEMPLATE in carries and isinstance(new_pool, Pool):
        return (*overriding_triggers(new_pool), *_private_relay(new_pool, known))
    if Carried.APPLE in carries and EMAIL in known.choices.left_out and isinstance(new_pool, Pool):
        return _private_relay(new_pool, known)  # the page that names it asks for nothing
    if Carried.ALEXA_LINKING in carries:
        return _review(summary, known)
    if Carried.OTHER_PROVIDERS in carries and any(
        setting.state is not SettingState.EXTRA for setting in summary.settings
    ):
        return (
            (
                "RainMaker's public OAuth2 wrapper redirects to the old pool's domain: this step is"
                " done once somebody has logged in by GitHub at the new one. That needs a test"
                " build of your app (8a, 8b), and is asked for once there is one."
            ),
        )
    if summary.step.block is not None:
        home = summary.step.block is BlockForm.ENVIRONMENT
        return (*_secret_of_an_app(known), *(_home_app_warnings(known) if home else ()))
    owned = any(SKILLS in (setting.left_to, setting.waits_for) for setting in summary.settings)
    if Carried.APP_CLIENTS in carries and owned:
        return (
            (
                "The voice assistants' clients belong to the skills stack: step 6 brings their"
                " sign-in providers. What else they lack is carried over here, after step 6."
            ),
        )
    return ()


def _private_relay(new_pool: Pool, known: Known) -> tuple[str, ...]:
    """Whose codes Apple drops: its own page "Configure private email relay service" says so."""
    pools = (known.reading.old.providers, known.reading.new.providers)
    if not any(APPLE_TYPE in (by_name(providers) or {}) for providers in pools):
        return ()
    sending = new_pool.document.get("EmailConfiguration") or {}
    named = sending.get("From") or str(sending.get("SourceArn", "")).rpartition("/")[2]
    if not named and sending.get("EmailSendingAccount") != "DEVELOPER":
        named = _COGNITOS_OWN
    sender = f"this pool's sender, {named}," if named else "this pool's sender"
    return (
        (
            "Apple (3b) hides the address of customers who ask for it, and drops codes to"
            f" @privaterelay.appleid.com unless {sender} stands in Apple's console under Services,"
            " Sign in with Apple for Email Communication: 3b's last point says that it does."
        ),
    )


def _review(summary: StepSummary, known: Known) -> tuple[str, ...]:
    """How Amazon's review ended, of what was submitted since the day that was ticked."""
    newest = review_of(summary.parts, known.reading.alexa_linking)
    if newest is None:
        return ()
    since = f"what was submitted on {newest.day}"
    match newest.review:
        case Review.REFUSED:
            return (
                f"Amazon did not certify {since}: the console's tab Certification says why. Mend it"
                " there, then submit it again (S).",
            )
        case Review.CANCELLED:
            return (f"The review of {since} was withdrawn: submit the skill again (S).",)
        case Review.UNKNOWN:
            return (f"Amazon tells a state of {since} that is not known here: look there (o).",)
        case Review.CERTIFIED if not _is_ticked(summary, "live"):
            return (
                f"Amazon certified {since}. Publish it in the console in the hour of the cut-over,"
                " and tick “Live” once it is.",
            )
    return ()


def _is_ticked(summary: StepSummary, part: str) -> bool:
    return any(known.part.id == part and known.tick is not None for known in summary.parts)


def _secret_of_an_app(known: Known) -> tuple[str, ...]:
    _, new = main_clients(known.reading, known.choices)
    if new is None or not new.secret:
        return ()
    return (
        (
            f"The new {new.name or new.id} has a secret, which is fixed when a client is made: an"
            " app fails with it (“unable to verify secret hash”). Its client needs none."
        ),
    )


def _home_app_warnings(known: Known) -> tuple[str, ...]:
    _, new = main_clients(known.reading, known.choices)
    url = next(iter(home_app_callbacks(known.reading)), CALLBACK)
    if new is None or url in new.members("CallbackURLs"):
        return ()
    return (
        (
            f"The Home app sends people back to {url}, which is no callback of the new main client:"
            " add it, or your own app's, in step 4 (e)."
        ),
    )
