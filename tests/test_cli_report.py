"""`vecinos report`: what it refuses, and what it writes of a play that a library keeps."""

import io
import re
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from db import Library
from desktop.cli import main
from tests.out_files import REFUSED, Refused, assert_refused, folder

SCRIPT = Path(__file__).parent / "exercises" / "scripts" / "concurrent_elections.jsonl"
NAME = "Concurrent elections, 12 March"


__all__ = ["folder"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a library with a play of half a day."""
    path = tmp_path_factory.mktemp("plays") / "a.vecinos-library"
    words = ["exercise", "play", SCRIPT.stem, "--script", str(SCRIPT), "--store", str(path)]
    assert main(words) == 0
    return str(path)


@REFUSED
@pytest.mark.usefixtures("folder")
def test_that_a_report_that_cannot_be_made_is_refused_in_one_sentence(
    refused: Refused, library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert_refused(refused, ["report", NAME, library], "txt", capsys)


@pytest.mark.long
def test_that_a_play_under_another_model_is_reported_with_the_figures_it_recorded(
    library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Library.open(library, read_only=True) as store:
        copy = store.plays.copy(store.plays.find(NAME))
    other = tmp_path / "other.vecinos-library"
    with Library.open(str(other)) as store:
        header = replace(copy.header, model_version="0.1", model_digest="another")
        store.plays.take_in(replace(copy, header=header))
    out = tmp_path / "report.html"
    assert main(["report", NAME, "--out", str(out), "--lang", "en", "--store", str(other)]) == 0
    assert "This was played with model 0.1" in capsys.readouterr().err
    said = out.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "does not say what moved what" in said
    assert "What came anyway" not in said
    assert "64 of 100" in said


@pytest.mark.long
def test_that_the_report_of_half_a_day_is_written_in_both_languages(
    library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.pdf"
    began = time.perf_counter()
    words = ["report", NAME.upper(), "--out", str(out), "--lang", "both", "--no-names"]
    assert main([*words, "--store", library]) == 0
    assert time.perf_counter() - began < 60.0, "20 s for one language on a quiet machine"
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(out).pages]
    whole = " ".join(pages)
    for name in ("Ana Ruiz", "Ben Ortega", "Carla Díaz", "Evaluator A"):
        assert name not in whole
    for words_of_a_part in (
        *("What came anyway", "Calibration over all teams: 24 calls", "Not met"),
        *("Lo que ya venía", "Calibración de todos los equipos: 24"),
    ):
        assert words_of_a_part in whole, words_of_a_part
    assert all("not a forecast" in page or "no es un pronóstico" in page for page in pages)


def _members(content: bytes) -> list[bytes]:
    """Return what is in a file, those of the files inside as well."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [part for name in archive.namelist() for part in _members(archive.read(name))]


@pytest.mark.long
@pytest.mark.parametrize("named", [True, False], ids=["named", "unnamed"])
@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".html", ".pdf"])
def test_that_without_names_no_name_stands_in_any_part_or_property_of_any_format(
    suffix: str, named: bool, library: str, tmp_path: Path
) -> None:
    out = tmp_path / f"report{suffix}"
    words = ["report", NAME, "--out", str(out), "--lang", "en", "--store", library]
    assert main([*words, *(() if named else ("--no-names",))]) == 0
    if suffix == ".pdf":
        reader = PdfReader(out)
        found = [page.extract_text() for page in reader.pages]
        found += [str(reader.metadata), str(reader.xmp_metadata)]
    else:
        found = [part.decode("utf-8", "replace") for part in _members(out.read_bytes())]
    whole = " ".join(" ".join(re.sub("<[^>]*>", "", part) for part in found).split())
    names = ("Ana Ruiz", "Ben Ortega", "Carla Díaz", "Evaluator A")
    # Slides list nobody, but say who noted what.
    assert any(name in whole for name in names) == named
