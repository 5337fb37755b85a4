"""Stand-ins for the parties outside AWS's API.

Cognito's login domains, Google, Apple, Amazon and the App Store.

They are told apart by the `Host` header, on the practice AWS's own port, and answer as the real
ones are known to. What no document says stands in `sandbox/beliefs.py`.
"""
