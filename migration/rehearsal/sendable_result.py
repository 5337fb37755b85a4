"""A rehearsal's result as it can be sent to people who do not know the deployment.

No id, no name, no address, no secret and no account is in it: of AWS's sentences AWS's own words
alone (`migration/aws/vocabulary.py`), of values their kind, and no text that the deployment has
(`own_texts.py`).
"""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

from migration.aws.vocabulary import Vocabulary
from migration.changes.change import Beside
from migration.checks.finding import Finding
from migration.rehearsal.own_texts import OwnTexts
from migration.rehearsal.result import NotRehearsed, Result, UnpredictedResource, WriteVerdict

Said = Callable[[str], str]


def sendable(
    result: Result, words: Vocabulary, own: OwnTexts, region: str, *, at_aws: bool
) -> dict[str, Any]:
    """All of a result, as JSON has it; `at_aws`: no other server was asked.

    `own` are the texts of the deployment, which are in none of its sentences.
    """

    def said(sentence: str) -> str:
        return words.sentence(own.out_of(sentence))

    return {
        "poolwalk": version("poolwalk"),
        "botocore": version("botocore"),
        "server": "AWS" if at_aws else "another",
        "region": region,
        "stopped": result.stopped,
        "otherwise": result.otherwise,
        "incomplete": result.incomplete,
        "writes": [_write(write, words, said) for write in result.writes],
        "standing": [_standing(standing, words) for standing in result.standing],
        "not_rehearsed": [_left_out(item, said) for item in result.not_rehearsed],
        "checks": [_check(finding) for finding in result.checks],
        "probes": [
            {"id": probe.id, "belief": probe.belief, "answer": said(probe.answer)}
            for probe in result.probes
        ],
        "copies_left": len(result.left),
    }


def _write(write: WriteVerdict, words: Vocabulary, said: Said) -> dict[str, Any]:
    return {
        "step": write.step,
        "kind": write.kind,
        "action": write.action,
        "taken_back": write.back,
        "members": [words.member(member) for member in write.members],
        "as_predicted": write.as_predicted,
        "otherwise": _deviations(write.deviations, words),
        "refused": said(write.refused),
    }


def _standing(standing: UnpredictedResource, words: Vocabulary) -> dict[str, Any]:
    return {
        "kind": standing.kind,
        "taken_back": standing.back,
        "otherwise": _deviations(standing.deviations, words),
    }


def _deviations(found: Sequence[Beside], words: Vocabulary) -> list[dict[str, Any]]:
    return [
        {
            "member": words.member(other.member),
            "predicted": words.value(other.was),
            "found": words.value(other.now),
        }
        for other in found
    ]


def _left_out(item: NotRehearsed, said: Said) -> dict[str, Any]:
    return {
        "step": item.step,
        "operation": item.operation,
        "needed": item.needed,
        "why": said(item.why),
    }


def _check(finding: Finding) -> dict[str, Any]:
    return {"kind": finding.check.partition("/")[0], "verdict": finding.verdict}
