"""Data that a person may edit without reading code: the steps, the styles, the sample deployment, the IAM policies."""
