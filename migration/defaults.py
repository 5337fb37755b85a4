"""What holds where no setting says otherwise."""

# The pools' names, as RainMaker gives them.
OLD_POOL = "rainmaker-user-pool"
NEW_POOL = "rainmaker-user-email-mobile-pool"
QUIET_DAYS = 30
