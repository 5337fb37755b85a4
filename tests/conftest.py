"""Fixtures that every folder of tests can use."""

pytest_plugins = ["tests.practice_aws", "tests.walkthroughs"]
