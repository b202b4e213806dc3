"""The reports in docs/examples are those that the program writes; an office suite opens them."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pptx
import pytest

from tests.report_examples import FOLDER, FORMATS, LANGUAGES, make, name
from tests.reports.exercise_paper.tokens import texts_of
from tests.reports.paper.samples import pdf_pages

_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
"""The play is of the day on which the script is played."""
MOST_BYTES = 3_000_000


def _words(path: Path) -> str:
    """Return the words of a report as a reader sees them, without days."""
    if path.suffix == ".pptx":
        slides = pptx.Presentation(io.BytesIO(path.read_bytes())).slides
        shapes = [shape for slide in slides for shape in slide.shapes]
        found = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
        tables = [shape.table for shape in shapes if shape.has_table]
        found += [cell.text for table in tables for row in table.rows for cell in row.cells]
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            found = [re.sub("<[^>]+>", " ", archive.read("word/document.xml").decode())]
    elif path.suffix == ".pdf":
        found = pdf_pages(path.read_bytes())
    else:
        found = list(texts_of(path))
    return _DAY.sub("", " ".join(" ".join(found).split()))


@pytest.mark.long
def test_that_the_reports_in_the_docs_are_those_that_the_program_writes(tmp_path: Path) -> None:
    make(tmp_path)
    for language in LANGUAGES:
        for suffix in FORMATS:
            made, kept = (_words(place / name(language, suffix)) for place in (tmp_path, FOLDER))
            assert len(kept) > 3_000
            assert made == kept, f"{name(language, suffix)}: python -m tests.report_examples"
    sizes = [path.stat().st_size for path in FOLDER.glob("after-action-report-*")]
    assert len(sizes) == len(LANGUAGES) * len(FORMATS)
    assert sum(sizes) < MOST_BYTES


@pytest.mark.long
def test_that_an_office_suite_shows_the_documents_and_slides_in_the_docs(tmp_path: Path) -> None:
    files = [FOLDER / name(code, suffix) for code in LANGUAGES for suffix in (".docx", ".pptx")]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for path in files:
        out = tmp_path / path.suffix.lstrip(".")
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out)]
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=300)
        pages = pdf_pages((out / f"{path.stem}.pdf").read_bytes())
        if path.suffix == ".pptx":
            slides = pptx.Presentation(io.BytesIO(path.read_bytes())).slides
            assert len(pages) == len(slides)
            for page, slide in zip(pages, slides, strict=True):
                assert slide.shapes.title is not None
                title = "".join(slide.shapes.title.text_frame.text.split())
                assert title in "".join(page.split())
        else:
            written = pdf_pages(path.with_suffix(".pdf").read_bytes())
            assert abs(len(pages) - len(written)) <= 2
            whole, at = "".join("".join(pages).split()), 0
            for paragraph in docx.Document(str(path)).paragraphs:
                if paragraph.style is not None and str(paragraph.style.name).startswith("Heading"):
                    heading = "".join(paragraph.text.split())
                    at = whole.find(heading, at)
                    assert at >= 0, heading
            assert at > 0
