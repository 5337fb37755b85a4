"""An AWS to practise on: a small server with AWS's rules, for the demo and the tests.

It is a process of its own (`python -m sandbox`), is imported by nobody and imports nothing of ours:
what it believes of AWS cannot leak into what is checked against it. How to run it and how to break
it on purpose stands in `README.md` beside this file.
"""
