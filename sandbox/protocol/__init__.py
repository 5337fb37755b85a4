"""How AWS's services speak here.

JSON 1.1 (Cognito) and 1.0 (CloudWatch), query with XML answers (CloudFormation, STS, SNS, IAM),
REST (SES).
"""
