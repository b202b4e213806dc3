"""Prints the table of docs/features.md."""

import sys

from tests.features.features import table

sys.stdout.write(table())
