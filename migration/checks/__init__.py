"""Checks that prove a step: they ask Cognito, Google, Apple or Amazon, most without a login."""
