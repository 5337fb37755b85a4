"""What has to hold for a migration to go well: machine, login, AWS's permissions, deployment, mail and messages."""
