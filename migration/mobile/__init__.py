"""The mobile apps' own configuration files (guide's steps 8a and 8b).

They are read and compared with this deployment, never written.
"""
