"""The reports in docs/examples are those that the program writes; an office suite opens them."""

import io
import subprocess
from pathlib import Path

import docx
import pptx
import pytest

from tests.report_examples import FOLDER, FORMATS, LANGUAGES, make, name, words_of
from tests.reports.paper.samples import pdf_pages

MOST_BYTES = 3_000_000


@pytest.mark.long
def test_that_the_reports_in_the_docs_are_those_that_the_program_writes(tmp_path: Path) -> None:
    make(tmp_path)
    for language in LANGUAGES:
        for suffix in FORMATS:
            made, kept = (words_of(place / name(language, suffix)) for place in (tmp_path, FOLDER))
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
