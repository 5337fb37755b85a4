"""How far a step has come, in words."""

from migration.guide.step import StepState

STEP_WORDS = {
    StepState.DONE: "done",
    StepState.PARTLY: "partly done",
    StepState.TODO: "to do",
    StepState.BLOCKED: "another step comes first",
    StepState.OTHERS: "somebody else has to act",
    StepState.NOT_APPLICABLE: "does not apply",
    StepState.UNREAD: "something could not be read",
    StepState.WAITING: "still being read",
}
