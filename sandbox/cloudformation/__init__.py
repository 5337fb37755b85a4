"""AWS CloudFormation: one file a subject, and here the table of the operations."""

from collections.abc import Callable

from sandbox.cloudformation import change_sets, events, resources, stacks, templates
from sandbox.state import Asked, Document

OPERATIONS: dict[str, Callable[[Asked], Document]] = {
    "ListStacks": stacks.list_stacks,
    "DescribeStacks": stacks.describe_stacks,
    "ListStackResources": resources.list_stack_resources,
    "DescribeStackResources": resources.describe_stack_resources,
    "DescribeStackEvents": events.describe_stack_events,
    "GetTemplateSummary": templates.get_template_summary,
    "CreateChangeSet": change_sets.create_change_set,
    "DescribeChangeSet": change_sets.describe_change_set,
    "ExecuteChangeSet": change_sets.execute_change_set,
    "DeleteChangeSet": change_sets.delete_change_set,
    "ListExports": stacks.list_exports,
    "ListImports": stacks.list_imports,
}
