"""What has to hold for a migration to go well.

Machine, login, AWS's permissions, deployment, mail and messages.
"""
