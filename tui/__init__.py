"""The program: command line, settings, plan and apply, the demo, the app."""
