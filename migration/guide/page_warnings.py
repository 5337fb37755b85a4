"""What a step's page warns of, above its text: below all values it would be seen too late."""

from migration.compare.email import overriding_triggers
from migration.compare.home_app import CALLBACK, home_app_callbacks
from migration.compare.setting import State
from migration.compare.skills import STEP as SKILLS
from migration.guide.carried import Carried
from migration.guide.step import BlockForm, StepSummary
from migration.guide.values import Known, main_clients
from migration.pools.documents import Pool


def warnings_of(summary: StepSummary, known: Known) -> tuple[str, ...]:
    """Each a sentence; none for most steps."""
    carries, new_pool = summary.step.carries, known.reading.new.pool
    if Carried.EMAIL_TEMPLATE in carries and isinstance(new_pool, Pool):
        return overriding_triggers(new_pool)
    if Carried.OTHER_PROVIDERS in carries and any(
        setting.state is not State.EXTRA for setting in summary.settings
    ):
        return (
            (
                "RainMaker's public OAuth2 wrapper redirects to the old pool's domain: after"
                " carrying GitHub over, log in with it once at the new domain before you call this"
                " done."
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
            " e in step 4 adds it, or your own app's."
        ),
    )
