"""What `--step` and `--setting` select, and the sentence for an id that there is not."""

from collections.abc import Sequence

from migration.compare.setting import Setting
from migration.errors import BadInput
from migration.guide.step import Step, StepSummary
from tui.spelling import did_you_mean, shown


def check_step(step: str, steps: Sequence[Step]) -> None:
    """Before anything is read. Raises `BadInput` where the guide has no step of that id; "" selects all."""
    ids = [known.id for known in steps]
    if step and step not in ids:
        raise BadInput(f"The guide has no step {shown(step)}: its steps are {', '.join(ids)}.")


def selected_steps(summaries: Sequence[StepSummary], step: str) -> tuple[StepSummary, ...]:
    """The step of that id, or all of them ("") in their order."""
    return tuple(summary for summary in summaries if not step or summary.step.id == step)


def selected_settings(summaries: Sequence[StepSummary], ids: Sequence[str]) -> tuple[Setting, ...]:
    """The settings of those ids in the steps' order, each once; all of them where no id is given. Raises `BadInput`."""
    settings = {setting.id: setting for summary in summaries for setting in summary.settings}
    for address in ids:
        if address not in settings:
            nearest = did_you_mean(address, settings, "“poolwalk plan --json” lists them.")
            raise BadInput(f"There is no setting {shown(address, 200)} in what was selected. {nearest}")
    return tuple(setting for setting in settings.values() if not ids or setting.id in ids)
