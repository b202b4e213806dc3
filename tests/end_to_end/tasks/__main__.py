"""Prints the table of docs/tasks.md."""

import sys

from tests.end_to_end.tasks.table import page

sys.stdout.write(page())
