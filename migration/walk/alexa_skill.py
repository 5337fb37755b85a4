"""The Alexa skill that a person named, with a token for it: its linking at Amazon's SMAPI."""

from collections.abc import Mapping

from migration.changes.skill_console import SkillConsole
from migration.compare.alexa_linking import STEP, compare_alexa_linking
from migration.compare.setting_state import SettingState
from migration.deployment.alexa_linking import HIDDEN, AlexaLinking
from migration.deployment.certification import Certification
from migration.deployment_request import Request
from migration.errors import BadInput, PoolwalkError
from migration.journal.entries import EntryKind
from migration.known_secrets import remember_secret
from migration.pools.reading import Unread
from migration.walk.logbook import Logbook
from migration.walk.store import Store
from migration.web_address import is_ordinary

OPERATION = "GetAccountLinking"


class Skill:
    """What a person says of the skill's account linking: what Amazon never gives of it."""

    def __init__(self, store: Store, logbook: Logbook) -> None:
        self._store = store
        self._logbook = logbook

    def fields(self) -> Mapping[str, str]:
        """What was entered, by SMAPI's names."""
        return self._store.state.record.skill_fields

    def enter(self, reciprocal: str, skip: str) -> str:
        """Enter what goes along with a write; what is empty will be unset by it.

        Returns what becomes of it, in a sentence. Raises `BadInput` and `StateUnusable`.
        """
        reciprocal, skip = reciprocal.strip(), skip.strip().lower()
        if reciprocal and not is_ordinary(reciprocal):
            message = "The reciprocal access token URL is an https address, or stays empty."
            raise BadInput(message)
        if skip not in {"", "true", "false"}:
            message = "Skip on enablement is true, false, or stays empty."
            raise BadInput(message)
        body = dict(zip(HIDDEN, (reciprocal, skip), strict=True))
        self._logbook.note(EntryKind.SKILL_FIELDS_ENTERED, STEP, body)
        linking = compare_alexa_linking(self._store.state.reading)
        if any(setting.state is SettingState.SAME for setting in linking):
            return (
                "The account linking is written already, and nothing is sent now: set them in the"
                " Alexa developer console as well."
            )
        return "It goes along with the write: a shows all of it first."


def skill_console(request: Request) -> SkillConsole | None:
    """Asks Amazon for the person; None where no skill or no token was named.

    Reads the token file: use it in a worker thread. Raises `BadInput`.
    """
    from migration.checks.asker import Asker
    from migration.checks.hosts import Hosts
    from migration.checks.markers import known_markers
    from migration.checks.token_file import token_in

    if not request.alexa_skill or request.alexa_token_file is None:
        return None
    token = token_in(request.alexa_token_file)
    remember_secret(token.reveal())
    markers = known_markers()
    asker = Asker(Hosts.of((), request.check_hosts), markers.user_agent, markers.accept_language)
    return SkillConsole(asker.ask, token)


def read_linking(request: Request) -> AlexaLinking | Unread | None:
    """What the skill's stage `development` holds; *blocking*. None where nobody named a skill."""
    try:
        console = skill_console(request)
        if console is None:
            return None
        document = console.read(request.alexa_skill)
        return AlexaLinking(request.alexa_skill, document, _certification(console, request))
    except PoolwalkError as error:
        return Unread(OPERATION, str(error), name=request.alexa_skill)


def _certification(console: SkillConsole, request: Request) -> Certification | Unread:
    """Kept apart: where it cannot be read, the account linking can be written all the same."""
    try:
        return console.certification(request.alexa_skill)
    except PoolwalkError as error:
        return Unread("GetCertificationsList", str(error), name=request.alexa_skill)
