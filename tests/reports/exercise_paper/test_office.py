"""An office suite opens what was written as DOCX, with the headings that the PDF has."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.exercise_paper.pack import ExercisePack
from desktop.reports.paper.curves import PaperCurves
from desktop.reports.paper.docx_writer import docx
from desktop.reports.paper.pdf_writer import pdf
from desktop.reports.paper.sheet import NORMAL
from desktop.reports.paper.tree import Heading, PaperDocument
from tests.reports.exercise_paper.packs import rich
from tests.reports.paper.samples import pdf_pages

SECONDS = 300


def headings(document: PaperDocument) -> list[list[str]]:
    """Return the headings of each part, without blanks."""
    return [
        [
            "".join("".join(run.text for run in block.text).split())
            for block in part.blocks
            if isinstance(block, Heading)
        ]
        for part in document.parts
    ]


def parts(pages: list[str], document: PaperDocument) -> Iterator[str]:
    """Yield the words of each part without blanks; each begins on a page of its own."""
    bare = ["".join(page.split()) for page in pages]
    starts: list[int] = []
    for found in headings(document):
        after = starts[-1] + 1 if starts else 0
        held = [n for n in range(after, len(bare)) if found[0] in bare[n]]
        assert held, f"{document.title}: {found[0]}"
        starts.append(held[0])
    for start, end in zip(starts, [*starts[1:], len(bare)], strict=True):
        yield "".join(bare[start:end])


@pytest.mark.long
def test_that_an_office_suite_shows_the_same_headings_as_the_pdf(
    blank_curves: PaperCurves, tmp_path: Path
) -> None:
    languages = [load_language(code, RESOURCES) for code in LANGUAGES]
    documents = ExercisePack(rich(), blank_curves, languages, NORMAL).documents()
    written = {}
    for number, document in enumerate(documents.values()):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(docx(document, NORMAL))
        written[path] = document
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, written)], check=True, capture_output=True, timeout=SECONDS)
    compared = 0
    for path, document in written.items():
        office = pdf_pages(path.with_suffix(".pdf").read_bytes())
        for pages in (office, pdf_pages(pdf(document, NORMAL))):
            for words, wanted in zip(parts(pages, document), headings(document), strict=True):
                at = 0
                for heading in wanted:
                    at = words.find(heading, at)
                    assert at >= 0, f"{document.title}: {heading}"
                    compared += 1
    assert compared > 200
