"""What stands in the tables of the shipped exercises fits their columns, in large print too."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.exercises.read import exercise_files, read_exercise_file
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.exercise_paper.pack import ExercisePack
from desktop.reports.paper.curves import PaperCurves
from desktop.reports.paper.sheet import LARGE
from desktop.reports.paper.tree import Table
from tests.modelfiles.exercises.example import model

pytestmark = pytest.mark.long

LONGEST = 28
"""Characters that nothing parts: in large print they take half the width of a page."""
_PARTED = re.compile("[ \u2003\n/-]+")


def _words(table: Table) -> Iterator[str]:
    for row in table.rows:
        for cell in row.cells:
            for run in cell:
                yield from _PARTED.split(run.text)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", exercise_files(), ids=lambda path: path.stem)
def test_that_no_words_are_held_together_beyond_the_width_of_a_column(
    path: Path, code: LanguageCode, blank_curves: PaperCurves
) -> None:
    pack = ExercisePack(
        read_exercise_file(path, model()), blank_curves, [load_language(code, RESOURCES)], LARGE
    )
    tables = [
        block
        for document in pack.documents().values()
        for part in document.parts
        for block in part.blocks
        if isinstance(block, Table)
    ]
    assert tables
    assert [word for table in tables for word in _words(table) if len(word) > LONGEST] == []
