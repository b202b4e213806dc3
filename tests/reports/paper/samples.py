"""A document with every kind of block, in both languages, and the words of what is written."""

import io
import re
import unicodedata
import zipfile

import pypdf
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from desktop.domain.wording import LanguageCode
from desktop.reports.paper.tree import (
    BOX,
    Block,
    Boxes,
    Heading,
    ItemList,
    PageBreak,
    PaperDocument,
    Paragraph,
    Part,
    Picture,
    Row,
    Run,
    Table,
    WriteOn,
    plain,
)

HANDLING = {"en": "For training; no copies", "es": "Solo para capacitación"}
DISCLAIMER = {"en": "Not a forecast.", "es": "No es un pronóstico."}
PAGE = {"en": "Page {page} of {pages}", "es": "Página {page} de {pages}"}
ROWS = 40
TALK = "Both governments weigh their options before the review of the agreement. " * 5


def png() -> bytes:
    """Return a small grey picture."""
    image = QImage(60, 30, QImage.Format.Format_Grayscale8)
    image.fill(200)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())


def part(language: LanguageCode) -> Part:
    """Return a part of several pages: every kind of block, sections, and a long table."""
    blocks: list[Block] = [
        Heading(plain(f"Manual {language} & <más>"), 1),
        Paragraph((Run("Bold", strong=True), Run(" and "), Run("slanted", emphasis=True))),
    ]
    for number in range(9):
        blocks += [
            Heading(plain(f"Section {number}")),
            Paragraph(plain("Choose."), introduces=True),
            ItemList((plain("one"), plain(TALK)), numbered=number % 2 == 1),
            Paragraph(plain(TALK * 2)),
        ]
    rows = tuple(
        Row((plain(f"First {n} "), plain(f"{TALK} last {n}."), plain(f"{BOX} yes")), lines=n % 3)
        for n in range(ROWS)
    )
    blocks += [
        Boxes((plain("up"), plain("down"))),
        WriteOn(3),
        Table(("Lever", "Range", "Box"), rows, (0.3, 0.5, 0.2), "Levers with their ranges"),
        PageBreak(),
        Heading(plain("Curves"), 3),
        Picture(png(), "A grey field", 0.5),
        Paragraph(plain("The end."), note=True),
    ]
    return Part(
        language,
        f"Manual {language}",
        HANDLING[language],
        DISCLAIMER[language],
        PAGE[language],
        tuple(blocks),
    )


def bilingual() -> PaperDocument:
    """Return one document with a part in each language."""
    return PaperDocument("Two languages", (part("en"), part("es")))


def pdf_pages(content: bytes) -> list[str]:
    """Return the words of each page, blanks between them single, ligatures as letters."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    texts = (unicodedata.normalize("NFKC", page.extract_text()) for page in reader.pages)
    return [" ".join(text.split()) for text in texts]


def docx_parts(content: bytes) -> dict[str, str]:
    """Return what is in a DOCX file, part by part."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        return {name: archive.read(name).decode("utf-8", "replace") for name in names}


def docx_words(content: bytes) -> str:
    """Return the words of the text of a DOCX file."""
    body = docx_parts(content)["word/document.xml"]
    return " ".join(re.sub("<[^>]+>", " ", body).split())
