"""The walkthrough: steps as Markdown files, the values to paste, and how far each step has come.

Adding a step is adding its file to `assets/guide/`: CONTRIBUTING.md has its keys. That is all of a
step that a person ticks. No list of steps is kept in code; where a step has more than a file can
say, its id stands at the subject that it has more of, as at these:

- its settings at AWS: a file in `migration/compare/`, as `migration/compare/email.py`, called by
  `migration/compare/comparison.py`; ids of one subject in several steps stand in
  `migration/compare/provider_steps.py`, `migration/compare/clients.py` and
  `migration/compare/alexa_linking.py`. The word for `carries`, and what is read for it:
  `migration/guide/carried_settings.py`
- what its page shows beside: the headings of its rows and what it confirms at its end in
  `migration/guide/page_making.py`, rows of no setting in a file as `migration/guide/stack_rows.py`,
  a part of the reading in `migration/guide/step_reading.py`, what has to hold before it as in
  `migration/guide/voice_clients.py`
- what is asked outside of it: its id in `migration/checks/plan.py`, its question in the file of
  whom is asked: `migration/checks/domain_checks.py`, `migration/checks/login_checks.py`,
  `migration/checks/console_checks.py`, `migration/checks/store_checks.py`
- what a person enters in it: `migration/walk/entered_values.py`, and when that is next:
  `migration/walk/next_things/in_consoles.py`
- why the old pool cannot go without it, where `keeps` in its file does not say that:
  `migration/guide/old_domain_in_use.py`
- what a rehearsal cannot copy of it: `migration/rehearsal/copies/login_pages.py`
- what the demo does in its console: `tui/demo/consoles.py`,
  `screens/walkthrough/practice_consoles.py`
"""
