"""One document in three formats: laid out well, readable by everybody, and nobody else's."""

import io
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import docx as word_processor
import pypdf
import pytest
from docx.oxml.ns import qn
from PySide6.QtWidgets import QApplication

from desktop.charts.fonts import load_fonts
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.output import UnwritableOutputError
from desktop.reports.paper.docx_writer import docx
from desktop.reports.paper.files import WRITERS, write_documents
from desktop.reports.paper.html_writer import html
from desktop.reports.paper.pdf_writer import pdf
from desktop.reports.paper.sheet import LARGE, NORMAL
from desktop.reports.paper.tree import (
    Heading,
    PaperDocument,
    Paragraph,
    Part,
    Row,
    Table,
    plain,
)
from tests.reports.paper.samples import (
    DISCLAIMER,
    HANDLING,
    ROWS,
    TALK,
    bilingual,
    docx_parts,
    docx_words,
    pdf_pages,
)


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp: QApplication) -> None:
    load_fonts(RESOURCES)


@pytest.fixture(scope="module")
def pages(_fonts: None) -> list[str]:
    return pdf_pages(pdf(bilingual(), NORMAL))


@pytest.fixture(scope="module")
def word_file(_fonts: None) -> bytes:
    return docx(bilingual(), NORMAL)


def test_that_every_page_has_its_handling_line_disclaimer_and_number(pages: list[str]) -> None:
    second = next(n for n, page in enumerate(pages) if "Manual es &" in page)
    assert second > 4
    for number, page in enumerate(pages, 1):
        language = "en" if number <= second else "es"
        assert HANDLING[language] in page
        assert DISCLAIMER[language] in page
        word, of = ("Page", "of") if language == "en" else ("Página", "de")
        assert f"{word} {number} {of} {len(pages)}" in page


def test_that_no_row_is_cut_and_the_head_of_a_table_is_on_each_of_its_pages(
    pages: list[str],
) -> None:
    for n in range(ROWS):
        holders = [page for page in pages if re.search(rf"First {n}\b", page)]
        assert len(holders) == 2, "one for each language"
        for page in holders:
            assert re.search(rf"last {n}\.", page), n
            assert "Lever Range Box" in page


def test_that_no_page_ends_in_a_heading_nor_begins_or_ends_in_a_line_alone() -> None:
    split = set()
    for lines in range(30, 46):
        fill = (Paragraph(plain("filled")),) * lines
        held = (Heading(plain("Headed")), Paragraph(plain("Led."), introduces=True))
        words = Paragraph(plain(" ".join(f"w{n}." for n in range(130))))
        part = Part("en", "T", "H", "D", "Page {page} of {pages}", (*fill, *held, words))
        reader = pypdf.PdfReader(io.BytesIO(pdf(_document(part), NORMAL)))
        pages = [page.extract_text() for page in reader.pages]
        found = [len([line for line in page.splitlines() if "w" in line]) for page in pages]
        (headed,) = (n for n, page in enumerate(pages) if "Headed" in page)
        assert "Led." in pages[headed]
        assert found[headed] >= 2
        assert 1 not in found
        split.add(found[headed])
    assert len(split) > 2, "it came to lie across the end of a page in several ways"


def test_that_a_paragraph_is_parted_between_lines_two_of_which_stay_together() -> None:
    words = Paragraph(plain(" ".join(f"w{n}." for n in range(3000))))
    part = Part("en", "Long", "H", "D", "Page {page} of {pages}", (words,))
    assert _counted(pdf_pages(pdf(_document(part), NORMAL))) == list(range(3000))


@pytest.mark.long
def test_that_a_row_longer_than_a_page_goes_on_without_losing_a_line() -> None:
    words = plain(" ".join(f"w{n}." for n in range(3000)))
    table = Table(("A", "B"), (Row((plain("name"), words)),), (0.4, 0.6), "Long")
    part = Part("en", "Long", "H", "D", "Page {page} of {pages}", (table,))
    made = pdf_pages(pdf(_document(part), NORMAL))
    assert len(made) > 2
    assert _counted(made) == list(range(3000))


def test_that_large_print_is_large_throughout() -> None:
    sizes: list[float] = []

    def note(text: str, page: list[float], line: list[float], _: object, size: float) -> None:
        if text.strip():
            sizes.append(abs(page[3] * line[3] * size))

    for kind in (NORMAL, LARGE):
        sizes.clear()
        reader = pypdf.PdfReader(io.BytesIO(pdf(bilingual(), kind)))
        reader.pages[2].extract_text(visitor_text=note)
        body = sorted(round(size, 1) for size in sizes)[len(sizes) // 2]
        assert body == pytest.approx(kind.body, abs=0.2)
    assert LARGE.body >= 18
    assert min(LARGE.note, *LARGE.headings) >= 16


def test_that_headings_of_the_word_file_are_headings(word_file: bytes) -> None:
    made = word_processor.Document(io.BytesIO(word_file))
    names = [each.style.name for each in made.paragraphs if each.style is not None]
    assert names.count("Heading 1") == 2
    assert names.count("Heading 2") == 18
    assert names.count("Heading 3") == 2


def test_that_every_run_of_the_word_file_says_its_language(word_file: bytes) -> None:
    made = word_processor.Document(io.BytesIO(word_file))
    tags: dict[str, set[str]] = {}
    stories = [made.element.body]
    for section in made.sections:
        stories += [section.header._element, section.footer._element]
    for story in stories:
        for run in story.iter(qn("w:r")):
            words = run.text
            if words.strip():
                language = run.find(f"{qn('w:rPr')}/{qn('w:lang')}")
                assert language is not None, words
                tags.setdefault(words, set()).add(language.get(qn("w:val")))
    assert tags["Manual en & <más>"] == {"en-US"}
    assert tags["Manual es & <más>"] == {"es-MX"}
    assert tags[HANDLING["es"]] == {"es-MX"}


def test_that_pictures_and_tables_of_the_word_file_are_told_in_words(word_file: bytes) -> None:
    made = word_processor.Document(io.BytesIO(word_file))
    shapes = made.inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == ["A grey field"] * 2
    for table in made.tables:
        head, *rows = table._tbl.tr_lst
        assert head.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        told = table._tbl.tblPr.find(qn("w:tblDescription"))
        assert told.get(qn("w:val")) == "Levers with their ranges"


def test_that_every_section_of_the_word_file_has_its_margins(word_file: bytes) -> None:
    made = word_processor.Document(io.BytesIO(word_file))
    assert len(made.sections) == 2
    for section, language in zip(made.sections, ("en", "es"), strict=True):
        assert HANDLING[language] in section.header.paragraphs[0].text
        assert DISCLAIMER[language] in section.footer.paragraphs[0].text
        fields = section.footer._element.iter(qn("w:instrText"))
        assert [field.text for field in fields] == ["PAGE", "NUMPAGES"]


def test_that_nothing_in_the_word_file_speaks_of_the_librarys_template(word_file: bytes) -> None:
    parts = docx_parts(word_file)
    assert not [name for name in parts if "thumbnail" in name or "custom" in name.lower()]
    for words in ("python-docx", "2013-12", "Macintosh", "Normal.dotm"):
        assert not [name for name, part in parts.items() if words in part], words
    about = word_processor.Document(io.BytesIO(word_file)).core_properties
    assert (about.title, about.author) == ("Two languages", "Vecinos")
    assert about.created is not None
    assert datetime.now(UTC) - about.created.replace(tzinfo=UTC) < timedelta(minutes=10)


class _Page(HTMLParser):
    """Take note of what a screen reader goes by."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_that_the_page_is_one_file_that_a_screen_reader_can_read() -> None:
    text = html(bilingual(), NORMAL).decode("utf-8")
    page = _Page()
    page.feed(text)
    by_tag: dict[str, list[dict[str, str | None]]] = {}
    for tag, attributes in page.found:
        by_tag.setdefault(tag, []).append(attributes)
    assert [each["lang"] for each in by_tag["section"]] == ["en-US", "es-MX"]
    assert by_tag["html"] == [{"lang": "en-US"}]
    assert [each["alt"] for each in by_tag["img"]] == ["A grey field"] * 2
    assert all(str(each["src"]).startswith("data:image/png;base64,") for each in by_tag["img"])
    assert {each["scope"] for each in by_tag["th"]} == {"col", "row"}
    assert not {"script", "link", "iframe"} & by_tag.keys()
    assert not re.search(r"url\(|@import|https?:", text)
    assert "Manual en &amp; &lt;más&gt;" in text


@pytest.mark.long
def test_that_the_page_prints_with_its_margins_on_every_sheet() -> None:
    import weasyprint

    printed = weasyprint.HTML(string=html(bilingual(), NORMAL).decode("utf-8")).write_pdf()
    sheets = pdf_pages(printed)
    second = next(n for n, sheet in enumerate(sheets) if "Manual es &" in sheet)
    for number, sheet in enumerate(sheets, 1):
        language = "en" if number <= second else "es"
        assert HANDLING[language] in sheet
        assert DISCLAIMER[language] in sheet
        assert re.search(rf"{number} (of|de) {len(sheets)}", sheet)


@pytest.mark.parametrize(
    "words",
    [
        "</style><script>alert(1)</script>]]>&amp;\"'\\",
        "\x00\x07\x1b\ud800\ufffe nul",
        "W" * 1500,
        "line one\nline two\ttab",
        "\u202eright to left\u202c مرحبا 😀",
        "",
    ],
    ids=["markup", "control", "endless", "lines", "sides", "empty"],
)
def test_that_every_writer_survives_any_words(words: str) -> None:
    table = Table((words, "B"), (Row((plain(words), plain(words))),), (0.5, 0.5), words)
    blocks = (Heading(plain(words), 1), Paragraph(plain(words)), table)
    made = _document(Part("en", words, words, words, "Page {page} of {pages}", blocks))
    page = html(made, NORMAL).decode("utf-8")
    assert "<script" not in page
    assert page.count("</style>") == 1
    assert "nul" in page if "nul" in words else "\x00" not in page
    assert word_processor.Document(io.BytesIO(docx(made, NORMAL))).tables
    assert len(pdf_pages(pdf(made, NORMAL))) >= 1


@pytest.mark.long
def test_that_documents_are_written_together_into_a_folder_that_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    made = write_documents({Path("manual"): bilingual(), Path("a/guía"): bilingual()}, folder)
    names = {f"{name}{suffix}" for name in ("manual", "a/guía") for suffix in WRITERS}
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == names == {path.relative_to(folder).as_posix() for path in made}
    assert TALK.strip() in docx_words((folder / "a" / "guía.docx").read_bytes())


def test_that_one_file_which_cannot_be_written_leaves_all_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "b.html").mkdir()
    (tmp_path / "a.pdf").write_text("kept", encoding="utf-8")
    with pytest.raises(UnwritableOutputError):
        write_documents(
            {Path("a"): bilingual(), Path("b"): bilingual(), Path("c/d"): bilingual()}, tmp_path
        )
    assert {path.name for path in tmp_path.iterdir()} == {"b.html", "a.pdf"}
    assert (tmp_path / "a.pdf").read_text(encoding="utf-8") == "kept"


def test_that_no_word_of_a_table_is_cut_where_the_columns_leave_it_room() -> None:
    cells = (plain("Indivisibilidad"), plain("a few words that may well go on in another line"))
    table = Table(("Responsabilidades", "B"), (Row(cells),), (0.08, 0.92), "Narrow")
    part = Part("es", "Narrow", "H", "D", "Page {page} of {pages}", (table,))
    for sizes in (NORMAL, LARGE):
        (page,) = pdf_pages(pdf(_document(part), sizes))
        assert "Responsabilidades" in page
        assert "Indivisibilidad" in page


def _document(part: Part) -> PaperDocument:
    return PaperDocument(part.title, (part,))


def _counted(pages: list[str]) -> list[int]:
    """Return the numbers of the words in their order; pypdf may part a word by a blank."""
    return [int(n) for n in re.findall(r"w(\d+)\.", "".join("".join(pages).split()))]
