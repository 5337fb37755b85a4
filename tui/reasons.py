"""Why a setting stands as it does, with what the command line can do about it."""

from migration.compare.setting import Setting

# What a person enters on the screen, and the option that gives it here.
ASKED = {"domain": "give it with --domain PREFIX", "apple-key": "give it with --apple-key FILE"}


def reason_of(setting: Setting) -> str:
    """What stands in the way of a setting, or else what is to be known of it; "" when nothing is."""
    reason = setting.blocked or setting.reason
    if setting.to_do and setting.asks in ASKED:
        return f"{reason}; {ASKED[setting.asks]}" if reason else ASKED[setting.asks]
    return reason
