"""Forms for a second laptop: what is written there comes back, in either language."""

import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from desktop.domain.play.elsewhere import Elsewhere
from desktop.domain.play.entries import Noted, Offer, Predicted
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.play_form_columns import Part, What, heading
from desktop.modelfiles.play_forms import read_form
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.output import UnknownFormatError
from desktop.reports.play_forms import write_form
from tests.document.play.played import setup

FILLED = {
    What.KIND: {"en": "Strength", "es": "Fortaleza"},
    What.TEXT: {"en": "Calm", "es": "Calma"},
    What.SETTING: {"en": "75 of 100", "es": "75 de 100"},
    What.DIRECTION: {"en": "About the same", "es": "Casi igual"},
}


PLACES = {
    (Part.NOTES, What.KIND),
    (Part.NOTES, What.TEXT),
    (Part.DECISIONS, What.SETTING),
    (Part.PREDICTIONS, What.DIRECTION),
}


def filled(path: Path, code: LanguageCode) -> None:
    """Write a form and fill the first row of each sheet by hand."""
    write_form(setup().exercise, setup().model, path, load_language(code, RESOURCES))
    assert read(path) == ()
    book = openpyxl.load_workbook(path)
    names = {one.value for sheet in book for row in sheet for one in row}
    assert {team.name.text(code) for team in setup().exercise.teams} <= names
    for sheet, part in zip(book, Part, strict=True):
        heads = [cell.value for cell in sheet[1]]
        assert sheet.data_validations.dataValidation or part is Part.DECISIONS
        for what, words in FILLED.items():
            if (part, what) in PLACES:
                sheet.cell(2, heads.index(heading(part, what, code)) + 1).value = words[code]
        if part is Part.NOTES:
            sheet.cell(2, len(heads)).value = "Ana"
    book.save(path)


def read(path: Path) -> tuple[Elsewhere, ...]:
    return read_form("form", path.read_bytes(), setup().exercise, setup().model)


def test_that_a_form_that_was_filled_is_read_in_either_language(tmp_path: Path) -> None:
    for code in LANGUAGES:
        path = tmp_path / f"{code}.xlsx"
        filled(path, code)
        found = read(path)
        assert [type(one.entry) for one in found] == [Noted, Offer, Predicted]
        assert [one.round for one in found] == ["", "campaign", "campaign"]


@pytest.mark.long
def test_that_a_form_that_an_office_suite_has_saved_is_read_as_it_was(tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for code in LANGUAGES:
        path = tmp_path / f"{code}.xlsx"
        filled(path, code)
        saved = ["--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")]
        command = ["soffice", profile, "--headless", *saved, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        assert read(tmp_path / "saved" / path.name) == read(path) != ()


def test_that_a_form_for_one_team_or_evaluator_holds_nothing_else(tmp_path: Path) -> None:
    exercise, model, path = setup().exercise, setup().model, tmp_path / "one.xlsx"
    language = load_language("en", RESOURCES)
    write_form(exercise, model, path, language, only="business")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Decisions", "Predictions"]
    assert {row[2].value for row in book["Predictions"].iter_rows(min_row=2)} == {
        "Business and investors"
    }
    first, *later = exercise.rounds
    write_form(exercise, model, path, language, only="mx_presidency", rounds=[first.id])
    with zipfile.ZipFile(path) as parts:
        written = " ".join(parts.read(name).decode() for name in parts.namelist())
    assert first.title.en in written
    assert not any(one.title.en in written or f":{one.id}:" in written for one in later)
    write_form(exercise, model, path, language, evaluator="Ana")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Notes"]
    assert book["Notes"]["F2"].value == "Ana"
    with pytest.raises(UnknownFormatError):
        write_form(exercise, model, tmp_path / "one.csv", language)


def offered(path: Path) -> list[str]:
    """Return what the form offers to choose from in its column of what a note is about."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    column = openpyxl.utils.get_column_letter(
        [cell.value for cell in sheet[1]].index(ABOUT[sheet.title]) + 1
    )
    found = [one for one in sheet.data_validations.dataValidation if column in str(one.sqref)]
    return [words for one in found for words in one.formula1.strip('"').split(",")]


ABOUT = {"Notes": "About", "Notas": "Sobre"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_a_note_can_be_about_each_team_that_the_form_offers(
    code: LanguageCode, tmp_path: Path
) -> None:
    exercise, model, path = setup().exercise, setup().model, tmp_path / "form.xlsx"
    language = load_language(code, RESOURCES)
    write_form(exercise, model, path, language, teams=["Press"])
    assert offered(path) == [*(team.name.text(code) for team in exercise.teams), "Press"]
    many = [f"Press, {number}" for number in range(3)]
    write_form(exercise, model, path, language, teams=many)
    word = {"en": "Team", "es": "Equipo"}[code]
    numbers = offered(path)
    assert numbers == [f"{word} {n + 1}" for n in range(len(exercise.teams) + 3)]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for row, about in enumerate(numbers, 2):
        for what, words in ((What.KIND, "-"), (What.ABOUT, about), (What.TEXT, f"Late: {about}")):
            sheet.cell(row, heads.index(heading(Part.NOTES, what, code)) + 1).value = words
        sheet.cell(row, len(heads)).value = "Ana"
    book.save(path)
    found = read_form("form", path.read_bytes(), exercise, model, many)
    ids = [*(team.id for team in exercise.teams), *many]
    assert [getattr(one.entry, "tied_to", "") for one in found] == ids
