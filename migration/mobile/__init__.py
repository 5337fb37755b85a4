"""The mobile apps' own configuration files (guide's steps 8a and 8b).

Read, held against this deployment, never written.
"""
