"""The checks of the new domain: whose it is, and whether it answers."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from migration.checks.check import CUSTOM_DOMAIN_SPREADS, SPREADS, YOUNG, Check, check_id
from migration.checks.check_verdict import CheckVerdict
from migration.checks.cognito import (
    discovery_probe,
    domain_answers,
    domain_of_pool,
)
from migration.checks.console_dependencies import ON_DOMAIN
from migration.checks.facts import Facts
from migration.checks.finding import Judgement
from migration.checks.hosts import pools_host
from migration.checks.kind import CheckKind
from migration.checks.question_and_answer import Probe, Reply
from migration.number_words import number_of


def of_domain(facts: Facts) -> Iterator[Check]:
    """Whose the domain is, and whether it answers (2)."""
    pools, host, lacks = pools_host(facts.deployment.region), facts.host, facts.lacks_domain
    yield Check(
        check_id(CheckKind.POOL_DOMAIN),
        CheckKind.POOL_DOMAIN,
        "2",
        "the domain belongs to the new pool",
        pools,
        domain_of_pool(facts.deployment.new_pool.id, host),
        None if lacks else discovery_probe(facts.deployment.region, facts.deployment.new_pool.id),
        lacks=lacks,
        denied="the domain does not belong to the new pool",
        rests_on=ON_DOMAIN,
        about=(host,),
    )
    yield Check(
        check_id(CheckKind.DOMAIN_LIVE),
        CheckKind.DOMAIN_LIVE,
        "2",
        "the domain answers",
        host,
        _patient(facts),
        None if lacks else Probe(f"https://{host}/"),
        lacks=lacks,
        control=Probe(f"https://{facts.old_host or pools}/"),
        denied="the domain does not answer, or its certificate is not valid",
        rests_on=ON_DOMAIN,
        about=(host,),
    )


def _patient(facts: Facts) -> Callable[[Reply], Judgement]:
    """A domain that was just made may not be found for a while.

    Only after that time it counts as missing.
    """
    wait = domain_spreads(facts)
    young = facts.domain_made is not None and facts.now - facts.domain_made < wait

    def judge(reply: Reply) -> Judgement:
        found = domain_answers(reply)
        if young and found.verdict is CheckVerdict.REFUSED:
            return Judgement(
                CheckVerdict.INCONCLUSIVE,
                f"{found.sentence}; a new domain can take {in_minutes(wait)}",
                YOUNG,
            )
        return found

    return judge


def domain_spreads(facts: Facts) -> timedelta:
    """How long a new domain can take until it answers."""
    return (
        CUSTOM_DOMAIN_SPREADS
        if facts.domain and facts.domain.custom
        else SPREADS[CheckKind.DOMAIN_LIVE]
    )


def in_minutes(time: timedelta) -> str:
    """A length of time as a person says it."""
    minutes = max(1, round(time.total_seconds() / 60))
    if minutes >= 60 and minutes % 60 == 0:
        return f"{minutes // 60} hour{'' if minutes == 60 else 's'}"
    return f"{number_of(minutes, 'minute')}"
