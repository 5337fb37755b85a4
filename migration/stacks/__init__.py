"""The deployment's CloudFormation stacks, and the update of the skills stack.

Which there are, how recent they are, and what they export.
"""
