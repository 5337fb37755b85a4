"""Dialogs: each asks or shows one thing over the screen that opened it."""
