"""The rules that `applies_when` can name.

`migration.guide.applicability` decides them when a step is shown.
"""

RULES = frozenset(
    {
        "old-pool-has-google",
        "old-pool-has-apple",
        "old-pool-has-other-providers",
        "old-pool-has-google-or-apple",
        # a client of one of the pools sends people back into Espressif's newer Home app
        "home-app-is-there",
        "alexa-is-set-up",  # one of the pools has the app client of the Alexa skill
        # one of the pools has the app client of the Google Home integration
        "google-home-is-set-up",
        "skills-stack-is-there",  # the stack that makes these two clients was found
    }
)
