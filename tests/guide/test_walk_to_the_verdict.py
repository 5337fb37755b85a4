"""The sample deployment walked to its end.

The verdict on the old pool changes with the last thing that is done.
"""

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from migration.guide.step import StepKind, StepState
from migration.guide.verdict import Answer
from migration.walkthrough import Walkthrough

P8 = (
    generate_private_key(SECP256R1())
    .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    .decode()
)


def apply_everything(walkthrough: Walkthrough) -> None:
    """Step by step, since each makes others possible; the stack's change is agreed to unseen."""
    for step in walkthrough.state.steps:
        left = walkthrough.pages.to_apply(step.id)
        while left:
            assert walkthrough.applier.apply(left, agree=lambda _: True).failed == ()
            walkthrough.reader.read(lambda: None)
            left = tuple(id_ for id_ in walkthrough.pages.to_apply(step.id) if id_ not in left)


def accept_what_else_differs(walkthrough: Walkthrough) -> None:
    for setting in walkthrough.pages.settings():
        if walkthrough.entries.can_accept(setting):
            walkthrough.entries.accept(setting.id, "meant so")


def test_the_verdict_turns_with_the_last_step_and_not_before(walkthrough: Walkthrough) -> None:
    walkthrough.entries.choose_prefix("acme-signin")
    walkthrough.entries.supply_apple_key(P8, "NEWKEY1234")
    apply_everything(walkthrough)
    apply_everything(walkthrough)  # what the stack left to step 4
    accept_what_else_differs(walkthrough)
    for step in walkthrough.state.steps:
        if step.kind in {StepKind.CONSOLE, StepKind.BOTH}:
            assert walkthrough.pages.retirement().answer is Answer.NO
            walkthrough.checklist.tick(step.id)
    assert (walkthrough.pages.retirement().against, walkthrough.pages.retirement().answer) == (
        (),
        Answer.YES,
    )
    assert walkthrough.pages.tally().done == walkthrough.pages.tally().steps == 14
    walkthrough.checklist.untick("7a")
    assert [reason.step for reason in walkthrough.pages.retirement().against] == ["7a"]


def test_clients_left_to_a_step_that_a_person_leaves_out_are_step_fours_again(
    walkthrough: Walkthrough,
) -> None:
    def left_to_the_stack() -> list[str]:
        return [setting.id for setting in walkthrough.pages.settings() if setting.left_to]

    assert left_to_the_stack()
    walkthrough.checklist.not_applicable("6", "the stack stays as it is")
    assert left_to_the_stack() == []
    assert (
        next(summary for summary in walkthrough.pages.summaries() if summary.step.id == "4").state
        is not StepState.DONE
    )
