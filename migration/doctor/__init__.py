"""What has to hold for a migration to go well.

The machine, the login, AWS's permissions, the deployment, e-mail and text messages.
"""
