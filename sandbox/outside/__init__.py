"""Stand-ins for the parties outside AWS's API.

They are Cognito's login domains, Google, Apple, Amazon and the App Store. They share the practice
AWS's port, are told apart by the `Host` header, and answer as the real ones are known to. What no
document says stands in `sandbox/beliefs/`.
"""
