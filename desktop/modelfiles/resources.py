"""Where the program's data files lie, from source and in the frozen folder alike."""

from pathlib import Path

import resources

# A plain package has a file of its own in both; a namespace package would have none.
RESOURCES = Path(resources.__path__[0])
"""The folder that holds `model/`, `history/`, `i18n/` and the rest."""
