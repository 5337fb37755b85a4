"""Checks that prove a step by asking Cognito, Google, Apple or Amazon, most of them without any login."""
