"""The MSEL of an exercise, the list of its injects, as a sheet to work on elsewhere."""

from pathlib import Path

from desktop.domain.exercise.exercise import Exercise
from desktop.domain.wording import LanguageCode
from desktop.modelfiles.exercises.msel import msel_rows
from desktop.reports.table import table_from_rows, write_table

_SHEET = "MSEL"


def write_msel(exercise: Exercise, path: Path, code: LanguageCode) -> None:
    """Write the injects as .csv or .xlsx, with headings in a language; `read_msel` takes them back.

    Raise UnknownFormatError or UnwritableOutputError.
    """
    write_table(table_from_rows(*msel_rows(exercise, code)), path, _SHEET, prose=True)
