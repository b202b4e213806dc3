"""A document as DOCX: real headings, the language of every run, words for every picture.

It is the accessible form for whoever works in a word processor. Of the library's own template
nothing is kept that speaks of its maker: author, dates, thumbnail, name of a program.
"""

import io
from dataclasses import replace
from datetime import UTC, datetime

import docx as word_processor
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Emu, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as Words

from desktop.domain.wording import LanguageCode
from desktop.reports.paper import tree
from desktop.reports.paper.sheet import (
    GREY_OF_HEADS,
    GREY_OF_LINES,
    HEIGHT,
    MARGIN,
    TAGS,
    TEXT_WIDTH,
    WIDTH,
    Sizes,
)

_FONT = "Calibri"
"""On the machines of those who open the file; others put one of the same widths in its place."""
_PROGRAM = "Vecinos"
_LONGEST_PROPERTY = 255
_PADDING = 2
"""Points above and below the words of a cell."""
_NOTE, _CELL, _WRITING = "Vecinos Note", "Vecinos Cell", "Vecinos Line"
_USED_STYLES = (
    "Normal",
    "List Bullet",
    _NOTE,
    _CELL,
    _WRITING,
    "Heading 1",
    "Heading 2",
    "Heading 3",
)
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    f'extended-properties"><Application>{_PROGRAM}</Application></Properties>'
)


def docx(document: tree.PaperDocument, sizes: Sizes) -> bytes:
    """Return the file."""
    made = word_processor.Document()
    _forget_template(made, document.title)
    _set_styles(made, sizes)
    language = TAGS[document.parts[0].language]
    for default in made.styles.element.iter(qn("w:lang")):
        default.set(qn("w:val"), language)
    for number, part in enumerate(document.parts):
        section = made.sections[0] if number == 0 else made.add_section(WD_SECTION.NEW_PAGE)
        _Writer(made, part, sizes).write(section)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _forget_template(made: Document, title: str) -> None:
    """Put our properties in the place of the template's."""
    about = made.core_properties
    about.title, about.author, about.comments = title[:_LONGEST_PROPERTY], _PROGRAM, ""
    about.last_modified_by = _PROGRAM
    about.created = about.modified = datetime.now(UTC).replace(microsecond=0)
    package = made.part.package
    for home in (package.rels, made.part.rels):
        for key, link in list(home.items()):
            if link.reltype.endswith(("/thumbnail", "/customXml", "/stylesWithEffects")):
                del home[key]
            elif link.reltype.endswith("/extended-properties"):
                old = link.target_part
                name = PackURI("/docProps/app.xml")
                new = PackagePart(name, old.content_type, _PROPERTIES.encode(), package)
                del home[key]
                package.relate_to(new, link.reltype)


def _set_styles(made: Document, sizes: Sizes) -> None:
    normal = _style(made, "Normal")
    normal.font.name, normal.font.size = _FONT, Pt(sizes.body)
    normal.paragraph_format.space_after = Pt(0.45 * sizes.body)
    normal.paragraph_format.widow_control = True
    for level, size in enumerate(sizes.headings, 1):
        heading = _style(made, f"Heading {level}")
        fonts = heading.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        heading.font.name, heading.font.size, heading.font.bold = _FONT, Pt(size), True
        heading.font.color.rgb = RGBColor(0, 0, 0)
        heading.paragraph_format.space_before = Pt(0.9 * sizes.body)
        heading.paragraph_format.space_after = Pt(0.35 * sizes.body)
        heading.paragraph_format.keep_with_next = True
    for name, size in ((_NOTE, sizes.note), (_CELL, sizes.note), (_WRITING, sizes.body)):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style, style.font.size = normal, Pt(size)
    cell = _style(made, _CELL).paragraph_format
    cell.space_before = cell.space_after = Pt(_PADDING)
    line = _style(made, _WRITING)
    line.paragraph_format.space_before = Pt(sizes.writing_line - sizes.body)
    line.paragraph_format.space_after = Pt(0)
    rule = (
        f"<w:pBdr {nsdecls('w')}>"
        f'<w:bottom w:val="single" w:sz="6" w:space="1" w:color="{GREY_OF_LINES}"/>'
        f'<w:between w:val="single" w:sz="6" w:space="1" w:color="{GREY_OF_LINES}"/></w:pBdr>'
    )
    line.element.get_or_add_pPr().insert_element_before(parse_xml(rule), "w:spacing")
    for name in ("Header", "Footer"):
        margin = _style(made, name)
        margin.font.size = Pt(sizes.margin)
        # The template's stops are those of other margins.
        margin.paragraph_format.tab_stops.clear_all()
        margin.paragraph_format.tab_stops.add_tab_stop(Pt(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _style(made: Document, name: str) -> ParagraphStyle:
    style = made.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


class _Writer:
    """Write one part into the section that was made for it."""

    def __init__(self, made: Document, part: tree.Part, sizes: Sizes) -> None:
        self._made, self._part, self._sizes = made, part, sizes
        # The library reads its long list of styles anew for each that is asked for by name.
        self._styles = {name: _style(made, name) for name in _USED_STYLES}
        self._breaks = False

    def write(self, section: Section) -> None:
        """Write the page's margins and all blocks."""
        section.page_width, section.page_height = Pt(WIDTH), Pt(HEIGHT)
        section.left_margin = section.right_margin = Pt(MARGIN)
        section.top_margin = section.bottom_margin = Pt(MARGIN)
        section.header_distance = section.footer_distance = Pt(MARGIN / 2)
        self._write_margins(section)
        for block in self._part.blocks:
            if isinstance(block, tree.PageBreak):
                self._breaks = True
            else:
                self._write_block(block)

    def _write_margins(self, section: Section) -> None:
        section.header.is_linked_to_previous = False
        section.footer.is_linked_to_previous = False
        head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
        self._add(
            head, (tree.Run(f"{self._part.title}\t"), tree.Run(self._part.handling, strong=True))
        )
        self._add(foot, (tree.Run(f"{self._part.disclaimer}\t"),))
        before, _, rest = self._part.page.partition("{page}")
        between, _, after = rest.partition("{pages}")
        self._add(foot, (tree.Run(before),))
        self._add_field(foot, "PAGE")
        self._add(foot, (tree.Run(between),))
        self._add_field(foot, "NUMPAGES")
        self._add(foot, (tree.Run(after),))

    def _write_block(self, block: tree.Block) -> None:
        match block:
            case tree.Heading():
                self._add(self._words(f"Heading {block.level}"), block.text)
            case tree.Paragraph():
                words = self._words(_NOTE if block.note else "Normal")
                words.paragraph_format.keep_with_next = block.introduces or None
                self._add(words, block.text)
            case tree.ItemList():
                self._write_list(block)
            case tree.Boxes():
                for item in block.items:
                    self._add(self._words("Normal"), (tree.Run(f"{tree.BOX} "), *item))
            case tree.WriteOn():
                for n in range(1, block.lines + 1):
                    line = self._words(_WRITING)
                    line.paragraph_format.keep_with_next = n < block.lines or None
            case tree.Table():
                self._write_table(block)
            case tree.Picture():
                self._write_picture(block)

    def _words(self, style: str) -> Words:
        words = self._made.add_paragraph(style=self._styles[style])
        words.paragraph_format.page_break_before = True if self._breaks else None
        self._breaks = False
        return words

    def _write_list(self, block: tree.ItemList) -> None:
        if not block.numbered:
            for item in block.items:
                self._add(self._words("List Bullet"), item)
            return
        for number, item in enumerate(block.items, 1):
            # Word's own numbers would go on from one list to the next.
            words = self._words("Normal")
            words.paragraph_format.left_indent = Pt(2 * self._sizes.body)
            words.paragraph_format.first_line_indent = Pt(-2 * self._sizes.body)
            self._add(words, (tree.Run(f"{number}.\t"), *item))

    def _write_picture(self, picture: tree.Picture) -> None:
        words = self._words("Normal")
        width = Emu(round(Pt(TEXT_WIDTH) * picture.width))
        shape = words.add_run().add_picture(io.BytesIO(picture.png), width=width)
        shape._inline.docPr.set("descr", picture.alt)
        shape._inline.docPr.set("name", f"{_PROGRAM} {shape._inline.docPr.id}")

    def _write_table(self, table: tree.Table) -> None:
        if self._breaks:
            self._words(_NOTE)
        made = self._made.add_table(rows=0, cols=len(table.heads), style="Table Grid")
        for name in ("w:tblCaption", "w:tblDescription"):
            told = OxmlElement(name, {qn("w:val"): table.alt})
            made._tbl.tblPr.append(told)
        head = made.add_row()
        self._mark_row(head, "w:tblHeader")
        for cell, words in zip(head.cells, table.heads, strict=True):
            shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{GREY_OF_HEADS}"/>'
            cell._tc.get_or_add_tcPr().append(parse_xml(shade))
            self._fill(cell, (tree.Run(words, strong=True),))
        for row in table.rows:
            self._write_row(made.add_row(), row, table)
        widths = [Emu(round(Pt(TEXT_WIDTH) * share)) for share in table.widths]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for row_made in made.rows:
            for cell, width in zip(row_made.cells, widths, strict=True):
                cell.width = width
        self._words(_NOTE)

    def _write_row(self, made: _Row, row: tree.Row, table: tree.Table) -> None:
        if row.lines:
            made.height = Pt(row.lines * self._sizes.writing_line)
        for place, (cell, text) in enumerate(zip(made.cells, row.cells, strict=True)):
            named = table.row_heads and place == 0
            self._fill(cell, tuple(replace(run, strong=True) for run in text) if named else text)
        self._mark_row(made)

    def _mark_row(self, row: _Row, *marks: str) -> None:
        properties = row._tr.get_or_add_trPr()
        for name in ("w:cantSplit", *marks):
            properties.append(OxmlElement(name))

    def _fill(self, cell: _Cell, text: tree.Text) -> None:
        words = cell.paragraphs[0]
        words.style = self._styles[_CELL]
        self._add(words, text)

    def _add(self, words: Words, text: tree.Text) -> None:
        for run in text:
            if not run.text:
                continue
            made = words.add_run(run.text)
            made.bold, made.italic = run.strong or None, run.emphasis or None
            _mark_language(made._r, run.language or self._part.language)

    def _add_field(self, words: Words, name: str) -> None:
        made = words.add_run()
        _mark_language(made._r, self._part.language)
        for kind in ("begin", "separate", "end"):
            made._r.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}))
            if kind == "begin":
                asked = OxmlElement("w:instrText")
                asked.text = name
                made._r.append(asked)
            elif kind == "separate":
                made.add_text("1")


def _mark_language(run: BaseOxmlElement, language: LanguageCode) -> None:
    properties = run.get_or_add_rPr()
    properties.append(OxmlElement("w:lang", {qn("w:val"): TAGS[language]}))
