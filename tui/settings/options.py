"""Every setting by name: what it is for and what it may be.

The command line, the environment and config.toml take them alike.
"""

from migration.defaults import NEW_POOL, OLD_POOL, QUIET_DAYS
from tui.clipboard.countdown import FOR_A_MINUTE
from tui.clipboard.road import SETTINGS
from tui.settings.one_option import CHECKS, FILE, FOLDER, LOOK, NAMED, PROFILE, PROGRAM, Option

# "auto": light where the terminal says that its background is light (COLORFGBG), else dark.
AUTO = "auto"
# "terminal": the terminal's own 16 colours.
OUR_THEMES = (AUTO, "dark", "light", "terminal")
# Named here, since commands without a screen do without Textual.
TEXTUAL_THEMES = (
    *("textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "dracula"),
    *("tokyo-night", "monokai", "flexoki", "catppuccin-latte", "catppuccin-frappe"),
    *("catppuccin-macchiato", "solarized-light", "solarized-dark", "rose-pine", "rose-pine-moon"),
    *("rose-pine-dawn", "atom-one-dark", "atom-one-light", "ansi-dark", "ansi-light"),
)
THEMES = (*OUR_THEMES, *TEXTUAL_THEMES)

MOUSE = ("on", "off")

NUMBERS = frozenset({"DAYS", "SECONDS"})  # what stands for values that are no texts


OPTIONS = (
    Option(
        "deployment",
        "Which of the deployments in config.toml is meant, by its name there.",
        "the name of a deployment in config.toml",
        "NAME",
        completes=NAMED,
    ),
    Option(
        "profile",
        "The profile of your AWS configuration to log in with; without it, AWS's own rules decide.",
        "the name of a profile in your AWS configuration",
        "NAME",
        default="AWS's own rules",
        completes=PROFILE,
    ),
    Option(
        "region",
        "The region of the deployment, such as us-east-1; without it, the profile's.",
        "a region such as us-east-1",
        "REGION",
        default="the profile's",
    ),
    Option(
        "endpoint_url",
        "Another AWS-compatible server to talk to, instead of AWS itself.",
        "an address such as http://127.0.0.1:4566, without user name or password",
        "URL",
        default="AWS itself",
    ),
    Option(
        "old_pool",
        "The pool to walk from, by name or id; RainMaker calls it rainmaker-user-pool.",
        "the name or the id of a user pool",
        "POOL",
        default=OLD_POOL,
    ),
    Option(
        "new_pool",
        "The pool to walk to, by name or id; RainMaker calls it rainmaker-user-email-mobile-pool.",
        "the name or the id of a user pool",
        "POOL",
        default=NEW_POOL,
    ),
    Option(
        "dashboard_url",
        "The address of your RainMaker dashboard, shown where a step sends you there.",
        "an address such as https://dashboard.example.com, without user name or password",
        "URL",
    ),
    Option(
        "read_only",
        "Refuse every write.",
        "true or false",
        default="false",
    ),
    Option(
        "protected",
        "Write only from an approved plan, or after a person typed the deployment's name; what"
        " config.toml or the environment protect, the command line does not open.",
        "true or false",
        default="false",
    ),
    Option(
        "state_folder",
        "Where the record of what was done is kept; without it, poolwalk under $XDG_STATE_HOME.",
        "the path of a folder, absolute or from your home (~)",
        "FOLDER",
        default="~/.local/state/poolwalk",
        completes=FOLDER,
        part=PROGRAM,
    ),
    Option(
        "team_table",
        "The DynamoDB table in which a team shares the record; without it, the record is a file in"
        " the state folder.",
        "a table's name: 3 to 255 letters, digits, _ . and -",
        "NAME",
        default="none: a file",
    ),
    Option(
        "log_file",
        "A file to note every call to AWS in: operation, outcome, duration and request id,"
        " and no content.",
        "the path of a file",
        "FILE",
        deployment=False,
        completes=FILE,
        part=PROGRAM,
    ),
    Option(
        "pair",
        "The app client of the new pool that takes an old one's settings; an empty NEW leaves the"
        " old one out. Can be repeated.",
        "the names of two app clients with a colon between, OLD:NEW",
        "OLD:NEW",
        repeats=True,
    ),
    Option(
        "check_hosts",
        "Where a check asks instead of a host: a gateway, or a server of yours that plays it. Can"
        " be repeated; *.SUFFIX stands for every host that ends so.",
        "a host or *.SUFFIX, = and an address without user name or password, each host once, such"
        " as accounts.google.com=https://gateway.example.com",
        "HOST=URL",
        repeats=True,
        part=CHECKS,
    ),
    Option(
        "ios_bundle",
        "The bundle id of your iOS app: lets a check ask the App Store for its last release.",
        "a bundle id such as com.example.app",
        "ID",
        part=CHECKS,
    ),
    Option(
        "alexa_skill",
        "The id of your Alexa skill: with --alexa-token-file, lets a check read what the Alexa"
        " console holds, and step 7a write its stage development.",
        "a skill's id such as amzn1.ask.skill.…",
        "ID",
        part=CHECKS,
    ),
    Option(
        "alexa_token_file",
        "A file that only you can read, with an access token of Amazon's for the skill (ask util"
        " generate-lwa-tokens).",
        "the path of a file",
        "FILE",
        completes=FILE,
        part=CHECKS,
    ),
    Option(
        "android_package",
        "The package name of your Android app: with --android-version and --play-key-file, lets a"
        " check ask Google Play whether that version is released.",
        "a package name such as com.example.app",
        "NAME",
        part=CHECKS,
    ),
    Option(
        "android_version",
        "The first version of your Android app with the new values: its name, or its version code.",
        "a version such as 1.14.0 or 1140",
        "VERSION",
        part=CHECKS,
    ),
    Option(
        "play_key_file",
        "A file that only you can read, with the key of a service account that may look at your"
        " app in the Play Console.",
        "the path of a file",
        "FILE",
        completes=FILE,
        part=CHECKS,
    ),
    Option(
        "ios_version",
        "The first version of your iOS app with the new values: with --ios-bundle and the three"
        " options of App Store Connect's key, lets a check ask whether it is released.",
        "a version such as 3.3.0",
        "VERSION",
        part=CHECKS,
    ),
    Option(
        "app_store_key_file",
        "A file that only you can read, with a key of App Store Connect (AuthKey_….p8).",
        "the path of a file",
        "FILE",
        completes=FILE,
        part=CHECKS,
    ),
    Option(
        "app_store_key_id",
        "The id of that key.",
        "a key id such as 2X9R4HXF34",
        "ID",
        part=CHECKS,
    ),
    Option(
        "app_store_issuer",
        "The issuer id that App Store Connect shows above its keys.",
        "an issuer id such as 57246542-96fe-1a63-e053-0824d011072a",
        "ID",
        part=CHECKS,
    ),
    Option(
        "quiet_days",
        "After how many days without any use of it an app client of the old pool counts as quiet.",
        "a whole number of days from 1 to 455",
        "DAYS",
        deployment=False,
        default=str(QUIET_DAYS),
        part=CHECKS,
    ),
    Option(
        "theme",
        "The colours of the screen; auto asks the terminal, terminal uses its own 16 colours,"
        " and Textual's themes go by their names (nord, dracula, …).",
        f"{', '.join(OUR_THEMES)}, or a theme of Textual's: {', '.join(TEXTUAL_THEMES)}",
        f"{'|'.join(OUR_THEMES)}|…",
        deployment=False,
        default=AUTO,
        choices=THEMES,
        part=LOOK,
    ),
    Option(
        "clipboard",
        "How a value travels to your clipboard;"
        " auto chooses by what stands between the program and you.",
        f"{', '.join(SETTINGS[:-1])} or {SETTINGS[-1]}",
        "|".join(SETTINGS),
        deployment=False,
        default="auto",
        choices=SETTINGS,
        part=LOOK,
    ),
    Option(
        "clipboard_seconds",
        "After how many seconds, and at the end, a copied secret is taken back from your clipboard;"
        " 0 leaves it there.",
        "a whole number of seconds from 0 to 3600",
        "SECONDS",
        deployment=False,
        default=str(FOR_A_MINUTE),
        part=LOOK,
    ),
    Option(
        "mouse",
        "Whether clicks and the wheel move the cursor; off leaves the mouse to your terminal, and a"
        " key changes it at any time.",
        f"{MOUSE[0]} or {MOUSE[1]}",
        "|".join(MOUSE),
        deployment=False,
        default="on",
        choices=MOUSE,
        part=LOOK,
    ),
    Option(
        "plain",
        "For screen readers and braille lines: no borders, states in words, and the terminal's"
        " cursor on what is selected.",
        "true or false",
        deployment=False,
        default="false",
        part=LOOK,
    ),
    Option(
        "ascii",
        "Draw with plain ASCII characters only; chosen by itself where the terminal has no UTF-8.",
        "true or false",
        deployment=False,
        default="false",
        part=LOOK,
    ),
)

BY_NAME = {option.name: option for option in OPTIONS}
