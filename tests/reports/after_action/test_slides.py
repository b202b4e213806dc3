"""Slides: a finding each, charts that can be edited, nobody's properties but ours."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import openpyxl
import pptx
import pytest
from pptx.util import Emu
from PySide6.QtWidgets import QApplication

from desktop.charts.fonts import load_fonts
from desktop.domain.play.entries import Advanced, Figures, Offer
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.after_action import course
from desktop.reports.after_action.findings import after_action_deck
from desktop.reports.paper.pptx_writer import pptx_file
from desktop.reports.paper.tree import Picture
from tests.document.play.played import US, WORDS
from tests.document.play.played import Table as PlayTable
from tests.reports.after_action.plays import ENGLISH, SPANISH, played
from tests.reports.after_action.test_report import NAMES, whole
from tests.reports.paper.samples import png

CURVE = "cooperation_depth"
VALUES = tuple(tuple(10.0 * row + month for month in range(13)) for row in range(5))


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp: QApplication) -> None:
    load_fonts(RESOURCES)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "grey_picture", lambda _: Picture(png(), "A curve"))


def one_round() -> PlayTable:
    """Return a round whose figures are known."""
    table = PlayTable()
    table.begin()
    table.enter(Offer(US, WORDS, 80.0), Advanced("campaign", (Figures(CURVE, VALUES),)))
    return table


def slides_of(content: bytes) -> list[pptx.slide.Slide]:
    return list(pptx.Presentation(io.BytesIO(content)).slides)


def test_that_each_slide_has_its_finding_its_handling_line_disclaimer_and_number() -> None:
    deck = after_action_deck(played(one_round()), [ENGLISH, SPANISH])
    content = pptx_file(deck)
    made = pptx.Presentation(io.BytesIO(content))
    assert made.slide_width is not None
    assert made.slide_height is not None
    assert made.slide_width / made.slide_height == pytest.approx(16 / 9, rel=1e-3)
    wanted = [(part, slide) for part in deck.parts for slide in part.slides]
    slides = slides_of(content)
    assert len(slides) == len(wanted)
    for number, (slide, (part, meant)) in enumerate(zip(slides, wanted, strict=True), 1):
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text == meant.title
        said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        page = part.page.format(page=number, pages=len(wanted))
        assert said[-3:] == [part.handling, part.disclaimer, page]
        for shape in slide.shapes:
            assert Emu(shape.left + shape.width) <= made.slide_width
    titles = [" ".join(slide.title.split()) for slide in deck.parts[0].slides]
    assert "Security cooperation: from 20 of 100 in Dec 2023 to 32 of 100 in Dec 2024" in titles


def test_that_the_chart_beside_the_picture_has_the_figures_that_were_recorded() -> None:
    content = pptx_file(after_action_deck(played(one_round()), [ENGLISH]))
    (slide,) = (one for one in slides_of(content) if any(shape.has_chart for shape in one.shapes))
    (frame,) = (shape for shape in slide.shapes if shape.has_chart)
    pictures = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert [shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in pictures] == ["A curve"]
    series = list(frame.chart.plots[0].series)
    names = ["5th percentile", "25th percentile", "Median", "75th percentile", "95th percentile"]
    assert [one.name for one in series] == names
    assert [tuple(one.values) for one in series] == list(VALUES)
    months = [" ".join(month.split()) for month in frame.chart.plots[0].categories]
    assert (months[0], months[-1], len(months)) == ("Dec 2023", "Dec 2024", 13)
    book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    rows = list(book.worksheets[0].values)
    assert rows[0][1:] == tuple(names)
    assert rows[-1] == ("Dec 2024", *(line[-1] for line in VALUES))


@pytest.mark.parametrize(("count", "apart"), [(13, 12), (72, 12), (73, 24), (145, 36)])
def test_that_a_chart_names_six_months_at_most_whole_years_apart(count: int, apart: int) -> None:
    deck = after_action_deck(played(one_round()), [ENGLISH])
    (slide,) = (one for one in deck.parts[0].slides if one.chart is not None)
    assert slide.chart is not None
    months = tuple(f"Month\u00a0{n}" for n in range(count))
    lines = tuple(replace(one, values=(1.0,) * count) for one in slide.chart.lines)
    long = replace(slide, chart=replace(slide.chart, months=months, lines=lines))
    only = replace(deck, parts=(replace(deck.parts[0], slides=(long,)),))
    ((made,),) = ([one] for one in slides_of(pptx_file(only)))
    (frame,) = (shape for shape in made.shapes if shape.has_chart)
    skips = frame.chart._chartSpace.xpath(".//c:catAx/c:tickLblSkip/@val | .//c:tickMarkSkip/@val")
    assert skips == [str(apart)] * 2
    assert count / apart <= 6.1
    assert "\u00a0" not in "".join(frame.chart.plots[0].categories)


def _everything(content: bytes) -> list[tuple[str, str]]:
    """Return each part of a file with its words, those of the workbooks inside as well."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if name.endswith(".xlsx"):
                found += [(f"{name}/{inner}", words) for inner, words in _everything(part)]
            else:
                found.append((name, part.decode("utf-8", "replace")))
    return found


def test_that_nothing_in_the_file_speaks_of_its_libraries() -> None:
    content = pptx_file(after_action_deck(played(one_round()), [ENGLISH]))
    parts = _everything(content)
    assert len([name for name, _ in parts if "docProps/app.xml" in name]) == 2
    for words in ("python-pptx", "Steve Canny", "Macintosh", "Microsoft Excel", "2013-01"):
        assert not [name for name, part in parts if words in part], words
    assert not [name for name, _ in parts if "thumbnail" in name or "printerSettings" in name]
    about = pptx.Presentation(io.BytesIO(content)).core_properties
    assert (about.author, about.last_modified_by) == ("Vecinos", "Vecinos")
    assert about.created is not None
    assert datetime.now(UTC) - about.created.replace(tzinfo=UTC) < timedelta(minutes=10)


def test_that_without_names_no_person_stands_in_any_part_or_property() -> None:
    made = played(whole(), "Ana Ruiz’s morning")
    for named in (True, False):
        content = pptx_file(after_action_deck(made, [ENGLISH, SPANISH], named=named))
        found = " ".join(words for _, words in _everything(content)).casefold()
        for name in NAMES if not named else ("Ana Ruiz", "Evaluator A"):
            assert (name.casefold() in found) == named, name


def test_that_a_play_in_which_nothing_happened_has_slides_that_say_so() -> None:
    (part,) = after_action_deck(played(PlayTable()), [ENGLISH]).parts
    said = [run.text for slide in part.slides for text in slide.points for run in text]
    assert any("Play was not ended" in words for words in said)
    assert "No strength was noted." in said
    assert not [slide for slide in part.slides if slide.chart is not None]
