"""Which new client an old one's settings go to."""

from migration.compare.pairing import MAIN_CLIENT, pair_clients
from tests.readings import client

OLD_MAIN = client(MAIN_CLIENT, CallbackURLs=["rainmaker://a"])


def test_clients_of_the_same_name_are_a_pair() -> None:
    (pair,) = pair_clients([client("alexa", "old-id")], [client("alexa", "new-id")], {})
    assert pair.confirmed
    assert pair.new is not None
    assert pair.new.id == "new-id"


def test_the_main_client_is_suggested_and_waits_to_be_confirmed() -> None:
    new = [client("other"), client("new-main", CallbackURLs=["rainmaker://a"])]
    (pair,) = pair_clients([OLD_MAIN], new, {})
    assert not pair.confirmed
    assert pair.new is new[1]


def test_a_client_that_is_not_the_main_one_is_not_guessed_at() -> None:
    first, second = pair_clients(
        [OLD_MAIN, client("odd")], [client("new-main"), client("another")], {}
    )
    assert first.new is not None
    assert second.new is None


def test_what_a_person_said_counts() -> None:
    new = [client(MAIN_CLIENT), client("chosen")]
    (pair,) = pair_clients([OLD_MAIN], new, {MAIN_CLIENT: "chosen"})
    assert pair.confirmed
    assert pair.new is new[1]


def test_a_client_that_a_person_took_is_not_given_to_another_by_name() -> None:
    new = [client("alexa")]
    main, alexa = pair_clients([OLD_MAIN, client("alexa")], new, {MAIN_CLIENT: "alexa"})
    assert main.new is new[0]
    assert alexa.new is None


def test_a_client_left_out_is_confirmed_as_left_out() -> None:
    (pair,) = pair_clients([OLD_MAIN], [client("new")], {MAIN_CLIENT: ""})
    assert pair.left_out
    assert pair.confirmed
    assert pair.new is None


def test_a_pair_with_a_client_that_is_not_there_says_so() -> None:
    (pair,) = pair_clients([OLD_MAIN], [client("new")], {MAIN_CLIENT: "gone"})
    assert "“gone”" in pair.problem
    assert not pair.confirmed


def test_clients_that_share_a_name_are_told_apart_by_id_and_never_paired_by_name() -> None:
    old = [client("twin", "first"), client("twin", "second")]
    pairs = pair_clients(old, [client("twin", "third")], {})
    assert [pair.key for pair in pairs] == ["first", "second"]
    assert all(not pair.confirmed for pair in pairs)


def test_a_client_can_be_given_by_id() -> None:
    new = [client("twin", "third"), client("twin", "fourth")]
    (pair,) = pair_clients([OLD_MAIN], new, {MAIN_CLIENT: "fourth"})
    assert pair.new is new[1]
