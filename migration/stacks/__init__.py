"""The deployment's CloudFormation stacks: which there are, how recent, what they export; and the change of the skills stack."""
