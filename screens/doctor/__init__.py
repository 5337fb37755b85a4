"""The doctor's page: what has to hold before and while one walks."""
