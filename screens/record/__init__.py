"""The record's page: every change that was made, and taking it back."""
