"""The two ways in which AWS's services speak here: JSON 1.1 (Cognito) and query with XML answers (CloudFormation, STS)."""
