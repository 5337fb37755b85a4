"""The mobile apps' own configuration files (guide's steps 8a to 8c).

They are read and compared with this deployment, never written.
"""
