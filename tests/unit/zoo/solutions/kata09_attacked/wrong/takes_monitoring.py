"""Takes every tool of sys.monitoring."""
# expect: wrong in correctness

import sys

for tool in range(6):
    if sys.monitoring.get_tool(tool) is None:
        sys.monitoring.use_tool_id(tool, 'mine')


def double(number):
    return 0
