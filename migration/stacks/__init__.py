"""The deployment's CloudFormation stacks: which there are, how recent, what they export.

And the change of the skills stack.
"""
