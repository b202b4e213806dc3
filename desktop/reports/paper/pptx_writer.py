"""Slides as PPTX, 16:9: charts that can be edited, words for every picture, our own properties.

Of the library's template only the page with a title is kept, and nothing that speaks of its maker.
"""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pptx
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.package import Part as PackagePart
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from desktop.reports.paper.sheet import GREY_OF_HEADS, TAGS
from desktop.reports.paper.slides import Deck, LineChart, Slide, SlidePart
from desktop.reports.paper.tree import Picture, Table, Text, plain

_PROGRAM = "Vecinos"
_FONT = "Calibri"
_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_MARGIN = Inches(0.6)
_TEXT_WIDTH = _WIDTH - 2 * _MARGIN
_TITLE_TOP, _TITLE_HEIGHT = Inches(0.4), Inches(1.1)
_BODY_TOP = Inches(1.65)
_FOOT_TOP, _FOOT_HEIGHT = Inches(6.9), Inches(0.4)
_FOOT_SHARES = 0.38, 0.5, 0.12
"""Of the width: handling line, disclaimer, page."""
_BODY_HEIGHT = _FOOT_TOP - _BODY_TOP
_GAP = Inches(0.3)
_TITLE_SIZE, _POINT_SIZE, _CELL_SIZE, _FOOT_SIZE, _CHART_SIZE = 26, 18, 13, 10, 11
_LINE = Inches(0.38)
"""Height of a point of one line."""
_TITLE_ONLY = "Title Only"
_YEAR, _MOST_LABELS = 12, 6
"""Months, and of how many of them half a slide has room for the names."""
_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    f'extended-properties"><Application>{_PROGRAM}</Application></Properties>'
)


def pptx_file(deck: Deck) -> bytes:
    """Return the file."""
    made = pptx.Presentation()
    made.slide_width, made.slide_height = _WIDTH, _HEIGHT
    layout = _only_layout(made)
    pages = sum(len(part.slides) for part in deck.parts)
    for part in deck.parts:
        for slide in part.slides:
            page = len(made.slides) + 1
            _Writer(made.slides.add_slide(layout), part).write(
                slide, part.page.format(page=page, pages=pages)
            )
    _forget_template(made, deck.title)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _only_layout(made: Any) -> Any:
    """Return the page with a title alone, laid out for 16:9, and drop all others."""
    kept = next(one for one in made.slide_layouts if one.name == _TITLE_ONLY)
    for one in list(made.slide_layouts):
        if one is not kept and one.name != _TITLE_ONLY:
            made.slide_layouts.remove(one)
    for home in (made.slide_master, kept):
        for shape in list(home.placeholders):
            if shape.placeholder_format.type == kept.placeholders[0].placeholder_format.type:
                shape.left, shape.top = _MARGIN, _TITLE_TOP
                shape.width, shape.height = _TEXT_WIDTH, _TITLE_HEIGHT
            elif home is kept:
                # Dates and numbers of the template: ours stand on each slide.
                shape._element.getparent().remove(shape._element)
            else:
                shape.left, shape.width = _MARGIN, _TEXT_WIDTH
    return kept


def _forget_template(made: Any, title: str) -> None:
    """Put our properties in the place of the template's."""
    about = made.core_properties
    about.title, about.author, about.comments = title[:255], _PROGRAM, ""
    about.last_modified_by, about.keywords, about.subject = _PROGRAM, "", ""
    about.created = about.modified = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    about.revision = 1
    package = made.part.package
    for home in (package._rels, made.part.rels):
        for key, link in list(home.items()):
            if link.reltype.endswith(("/thumbnail", "/printerSettings")):
                home.pop(key)
            elif link.reltype.endswith("/extended-properties"):
                content_type = link.target_part.content_type
                home.pop(key)
                name = PackURI("/docProps/app.xml")
                new = PackagePart(name, content_type, package, _APPLICATION.encode())
                package.relate_to(new, link.reltype)


class _Writer:
    """Write one slide."""

    def __init__(self, slide: Any, part: SlidePart) -> None:
        self._slide, self._part = slide, part
        self._shapes = slide.shapes

    def write(self, slide: Slide, page: str) -> None:
        """Write title, points, picture, chart, table and foot."""
        self._title(slide.title)
        top = _BODY_TOP
        if slide.points:
            alone = slide.picture is None and slide.chart is None and slide.table is None
            height = _BODY_HEIGHT if alone else Emu(len(slide.points) * _LINE)
            self._words(slide.points, (_MARGIN, top, _TEXT_WIDTH, height), _POINT_SIZE)
            top = Emu(top + height)
        rest = Emu(_FOOT_TOP - top - _GAP)
        if slide.picture is not None and slide.chart is not None:
            half = Emu((_TEXT_WIDTH - _GAP) // 2)
            self._picture(slide.picture, (_MARGIN, top, half, rest))
            self._chart(slide.chart, (Emu(_MARGIN + half + _GAP), top, half, rest))
        elif slide.picture is not None:
            self._picture(slide.picture, (_MARGIN, top, _TEXT_WIDTH, rest))
        if slide.table is not None:
            self._table(slide.table, top)
        foot = (plain(self._part.handling), plain(self._part.disclaimer), plain(page))
        sides = (PP_ALIGN.LEFT, PP_ALIGN.CENTER, PP_ALIGN.RIGHT)
        left = _MARGIN
        for text, side, share in zip(foot, sides, _FOOT_SHARES, strict=True):
            width = Emu(round(_TEXT_WIDTH * share))
            self._words((text,), (left, _FOOT_TOP, width, _FOOT_HEIGHT), _FOOT_SIZE, side)
            left = Emu(left + width)

    def _title(self, title: str) -> None:
        frame = self._shapes.title.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        frame.auto_size = MSO_AUTO_SIZE.NONE
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        self._add(paragraph, plain(title), _TITLE_SIZE, strong=True)

    def _words(
        self,
        points: tuple[Text, ...],
        box: tuple[Emu, Emu, Emu, Emu],
        size: int,
        side: Any = PP_ALIGN.LEFT,
    ) -> None:
        frame = self._shapes.add_textbox(*box).text_frame
        frame.word_wrap = True
        for number, text in enumerate(points):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = side
            paragraph.space_after = Pt(size / 3)
            self._add(paragraph, text, size)

    def _add(self, paragraph: Any, text: Text, size: int, *, strong: bool = False) -> None:
        for words in text:
            for number, line in enumerate(words.text.split("\n")):
                if number:
                    paragraph.add_line_break()
                run = paragraph.add_run()
                run.text = line
                run.font.size, run.font.name = Pt(size), _FONT
                run.font.bold = words.strong or strong
                run.font.italic = words.emphasis
                run.font.color.rgb = RGBColor(0, 0, 0)
                code = words.language or self._part.language
                run._r.get_or_add_rPr().set("lang", TAGS[code])

    def _picture(self, picture: Picture, box: tuple[Emu, Emu, Emu, Emu]) -> None:
        left, top, width, height = box
        shape = self._shapes.add_picture(io.BytesIO(picture.png), left, top, width=width)
        if shape.height > height:
            shape.width, shape.height = Emu(shape.width * height // shape.height), height
        _tell(shape, picture.alt)

    def _chart(self, chart: LineChart, box: tuple[Emu, Emu, Emu, Emu]) -> None:
        decimals = "0" * chart.decimals
        written = f"#,##0.{decimals}" if decimals else "#,##0"
        data = CategoryChartData(number_format=written)
        # A label that cannot be parted runs into the next one.
        data.categories = [month.replace("\u00a0", " ") for month in chart.months]
        for line in chart.lines:
            data.add_series(line.name, line.values)
        shape = self._shapes.add_chart(XL_CHART_TYPE.LINE, *box, data)
        _tell(shape, chart.alt)
        made = shape.chart
        made.font.size, made.font.name = Pt(_CHART_SIZE), _FONT
        made.has_title, made.has_legend = False, True
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        for series, line in zip(made.plots[0].series, chart.lines, strict=True):
            series.smooth = False
            series.format.line.color.rgb = RGBColor.from_string(line.kind.grey)
            series.format.line.width = Pt(line.kind.points)
            if line.kind.dashed:
                series.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        made.value_axis.major_gridlines.format.line.color.rgb = RGBColor(0xD9, 0xD9, 0xD9)
        # Beside thousands with commas in titles those of the axis have them too.
        made.value_axis.tick_labels.number_format = "General" if decimals else written
        made.value_axis.tick_labels.number_format_is_linked = False
        axis = made.category_axis._element
        apart = _YEAR * -(-len(chart.months) // (_YEAR * _MOST_LABELS))
        for name in ("c:tickLblSkip", "c:tickMarkSkip"):
            skip = parse_xml(f'<{name} {nsdecls("c")} val="{apart}"/>')
            axis.find(qn("c:noMultiLvlLbl")).addprevious(skip)
        workbook = made.part.chart_workbook
        workbook.update_from_xlsx_blob(_ours(workbook.xlsx_part.blob))

    def _table(self, table: Table, top: Emu) -> None:
        rows, columns = len(table.rows) + 1, len(table.heads)
        height = Inches(0.4 * rows)
        shape = self._shapes.add_table(rows, columns, _MARGIN, top, _TEXT_WIDTH, height)
        _tell(shape, table.alt)
        made = shape.table
        made.horz_banding = False
        for number, share in enumerate(table.widths):
            made.columns[number].width = Emu(round(_TEXT_WIDTH * share))
        heads = tuple(plain(head) for head in table.heads)
        for row, cells in enumerate((heads, *(one.cells for one in table.rows))):
            for column, text in enumerate(cells):
                cell = made.cell(row, column)
                cell.fill.solid()
                grey = GREY_OF_HEADS if row == 0 else "FFFFFF"
                cell.fill.fore_color.rgb = RGBColor.from_string(grey)
                self._add(cell.text_frame.paragraphs[0], text, _CELL_SIZE, strong=row == 0)


def _tell(shape: Any, alt: str) -> None:
    """Say in words what a shape shows."""
    about = shape._element.xpath(".//p:cNvPr")[0]
    about.set("descr", alt)
    about.set("name", f"{_PROGRAM} {about.get('id')}")


def _ours(workbook: bytes) -> bytes:
    """Return the workbook behind a chart with our properties in the place of its library's."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(written, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/app.xml":
                content = _APPLICATION.encode()
            new.writestr(entry.filename, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()
