"""Of botocore's data little is kept, and nothing that is asked for is missing from it."""

import pytest
from botocore.loaders import create_loader
from botocore.session import Session

from migration.aws.service_data import SERVICES, TO_LOG_IN, keep_little_data


def session(*, little: bool) -> Session:
    made = Session(session_vars={"config_file": (None, None, "/dev/null", None)})
    # of its own: the one that tests share has kept what others read
    made.register_component("data_loader", create_loader())
    made.set_credentials("key", "secret")
    if little:
        keep_little_data(made)
    return made


@pytest.fixture(scope="module")
def whole() -> Session:
    return session(little=False)


@pytest.fixture(scope="module")
def little() -> Session:
    return session(little=True)


@pytest.mark.parametrize("service", SERVICES + TO_LOG_IN)
@pytest.mark.parametrize("region", ["us-east-1", "us-gov-west-1"])
def test_a_service_is_asked_at_the_same_address(
    whole: Session, little: Session, service: str, region: str
) -> None:
    found = [made.create_client(service, region_name=region).meta for made in (whole, little)]
    assert found[0].endpoint_url == found[1].endpoint_url
    assert found[0].region_name == found[1].region_name


def test_it_is_known_in_which_regions_there_are_user_pools(whole: Session, little: Session) -> None:
    for partition in whole.get_available_partitions():
        known = [made.get_available_regions("cognito-idp", partition) for made in (whole, little)]
        assert known[0] == known[1]


def test_no_description_and_no_other_service_is_kept(little: Session) -> None:
    loader = little.get_component("data_loader")
    model = loader.load_service_model("cognito-idp", "service-2")
    assert "documentation" not in str(model["shapes"]["UserPoolClientType"])
    (partition, *_) = loader.load_data("endpoints")["partitions"]
    assert "ec2" not in partition["services"]


def test_sessions_that_share_a_reader_read_through_it_once() -> None:
    made, shared = Session(), create_loader()
    made.register_component("data_loader", shared)
    keep_little_data(made)
    reader = shared.file_loader
    keep_little_data(made)
    assert shared.file_loader is reader
