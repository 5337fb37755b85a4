from tests.practice_aws import PracticeAws


def test_the_caller_is_the_samples_administrator(practice_aws: PracticeAws) -> None:
    identity = practice_aws.client("sts").get_caller_identity()

    assert identity["Account"] == practice_aws.account == "123456789012"
    assert identity["Arn"].endswith(":user/admin")


def test_calls_are_recorded_and_forgotten_at_a_reset(practice_aws: PracticeAws) -> None:
    practice_aws.client("cognito-idp").list_user_pools(MaxResults=60)

    assert [call["operation"] for call in practice_aws.calls()] == ["ListUserPools"]

    practice_aws.reset()

    assert practice_aws.calls() == []
