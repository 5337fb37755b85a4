"""Data that a person may edit without reading code.

The steps, the styles, the sample deployment, the IAM policies.
"""
