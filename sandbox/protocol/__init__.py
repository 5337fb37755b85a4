"""How AWS's services speak here.

JSON 1.1 (Cognito), query with XML answers (CloudFormation, STS, SNS, IAM), REST (SES).
"""
