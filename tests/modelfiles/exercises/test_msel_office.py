"""An office suite saves a sheet of injects, and it comes back as it was."""

import subprocess
from pathlib import Path

import pytest

from desktop.language.language import LANGUAGES
from tests.modelfiles.exercises.test_msel import as_book, as_csv, example, rich, take

SECONDS = 300
CSV = "44,34,76,1,,0,false,true"
"""Commas, quotation marks, UTF-8, from the first line, cells as they are shown."""


@pytest.mark.long
def test_that_a_sheet_that_an_office_suite_has_saved_comes_back(tmp_path: Path) -> None:
    exercises = {"example": example(), "rich": rich()}
    ways = {
        ".xlsx": (as_book, ["--convert-to", "xlsx"]),
        ".csv": (
            as_csv,
            [f"--infilter=CSV:{CSV}", "--convert-to", f"csv:Text - txt - csv (StarCalc):{CSV}"],
        ),
    }
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    compared = 0
    for suffix, (write, way) in ways.items():
        sheets = {}
        for name, exercise in exercises.items():
            for code in LANGUAGES:
                path = tmp_path / f"{name}-{code}{suffix}"
                path.write_bytes(write(exercise, code))
                sheets[path] = exercise
        command = ["soffice", profile, "--headless", *way, "--outdir", str(tmp_path / "saved")]
        subprocess.run(
            [*command, *map(str, sheets)], check=True, capture_output=True, timeout=SECONDS
        )
        for path, exercise in sheets.items():
            back = take((tmp_path / "saved" / path.name).read_bytes(), exercise).exercise
            assert back == exercise, path.name
            assert as_csv(back) == as_csv(exercise)
            compared += 1
    assert compared == 8
