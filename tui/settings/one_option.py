"""What one setting is, and what it can be told of it: for options, variables and config.toml."""

from dataclasses import dataclass

# What starts an environment variable of ours.
PREFIX = "POOLWALK_"

# What a shell can offer for a value.
FILE, FOLDER, PROFILE, NAMED = "file", "folder", "profile", "deployment"

# The headings that settings stand under in config.toml and in the documentation.
DEPLOYMENT, CHECKS, PROGRAM, LOOK = PARTS = (
    "Which deployment",
    "Checks that need more",
    "What is kept on this machine",
    "How it looks",
)

# Tables of config.toml that hold no settings of this list, and what each is for.
TABLES = {
    "deployments": "Several deployments, each in a table of its own, such as"
    " [deployments.staging], with the settings that are its own; --deployment says which.",
    "keys": "Keys of your own: a command's id, and the keys that press it.",
}


@dataclass(frozen=True)
class Option:
    """One setting: `profile` in config.toml, `--profile`, `POOLWALK_PROFILE` in the environment.

    `allowed` ends the sentence that refuses a value. `deployment` marks what says which deployment
    is meant, or guards it: the demo brings its own, and takes such a setting from its command line
    alone. Everything that names settings is made from this: options, variables, keys of
    config.toml, completion, and the page of settings.
    """

    name: str
    about: str
    allowed: str
    metavar: str = ""  # empty: a switch
    repeats: bool = False
    deployment: bool = True
    default: str = "none"  # in words
    choices: tuple[str, ...] = ()  # all that it may be, where that is a list
    completes: str = ""  # what a shell offers for it: FILE, FOLDER, PROFILE or NAMED
    part: str = DEPLOYMENT  # the heading that it stands under

    @property
    def flag(self) -> str:
        """Its name on the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return PREFIX + self.name.upper()
