"""Every element on a page, every link with a target, one language a page, no size without range."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.calibration.told import Told
from desktop.calibration.track_record import FILE, read_track_record
from desktop.charts.fonts import load_fonts
from desktop.document.grounds import link_subject
from desktop.domain.claim import Mark
from desktop.domain.lever import Grade
from desktop.domain.wording import LanguageCode, Wording
from desktop.modelfiles.ensembles import FOLDER
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.weaknesses import read_weaknesses
from desktop.views.evaluation.track_parts import Verdict, rival_sections
from docs.reference import typesetting
from docs.reference.site import Reference, all_entries, references, write_sites
from docs.reference.words import MissingNoteError, Words
from docs.track_record import BEGIN, END, PAGE, block, renewed
from tests.model_checks.runs import shipped
from tests.reference.pages import Read, site
from tests.views.desks import look

Pages = Mapping[Path, Read]

STAND_IN = '<svg class="math" width="10.0" height="10.0" viewBox="0 0 10 10"></svg>'
ENGLISH = re.compile(
    r"\b(the|of|and|with|which|from|is|are|to|by|for|that|this|not|each|under|judged|sources?)\b",
    re.IGNORECASE,
)
SPANISH = re.compile(r"\b(el|los|las|del|que|con|por|para|una|según|juicio)\b", re.IGNORECASE)
NAMES = re.compile(r"Freedom House|Mexico Peace Index|Title 42")
"""Names that are the same in Spanish."""


@pytest.fixture(scope="module")
def made() -> Iterator[Mapping[LanguageCode, Reference]]:
    # Drawing all equations takes longer than everything else here; other tests draw.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typesetting, "drawn", lambda _: STAND_IN)
        yield references()


@pytest.fixture(scope="module")
def folder(
    made: Mapping[LanguageCode, Reference], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    target = tmp_path_factory.mktemp("reference")
    write_sites(made, target)
    return target


@pytest.fixture(scope="module")
def pages(folder: Path) -> Pages:
    return dict(site(folder))


def anchors(pages: Pages, folder: Path, code: str) -> set[str]:
    mine = (page.anchors for path, page in pages.items() if path.parent == folder / code)
    return set().union(*mine)


def subjects() -> set[str]:
    """Return the anchor that every part of the model must have."""
    model = shipped()
    elements = (
        *model.auxiliaries,
        *model.stocks,
        *model.parameters,
        *model.noises,
        *model.pulses,
        *model.channels,
    )
    kinds: Mapping[str, object] = {
        "lever": model.levers,
        "indicator": model.indicators,
        "event": model.events,
        "function": model.functions,
        "lookup": model.lookups,
        "claim": model.claims,
        "series": model.series,
        "source": model.sources,
        "preset": model.presets,
        "conflict": model.assumptions.conflicts,
        "set": model.assumptions.sets,
    }
    found = set(elements)
    found |= {link_subject(number).replace(".", "-") for number in model.links}
    for kind, things in kinds.items():
        assert isinstance(things, Mapping)
        found |= {f"{kind}-{name}" for name in things}
    return found


def test_that_everything_in_the_model_has_an_entry_in_both_languages(
    pages: Pages, folder: Path
) -> None:
    for code in ("en", "es"):
        assert subjects() - anchors(pages, folder, code) == set()


def test_that_no_two_entries_of_a_language_share_an_anchor(
    made: Mapping[LanguageCode, Reference],
) -> None:
    for reference in made.values():
        all_anchors = [entry.anchor for entry in all_entries(reference)]
        assert len(all_anchors) == len(set(all_anchors))


@pytest.mark.long
def test_that_every_link_has_its_target(pages: Pages) -> None:
    for path, page in pages.items():
        for link in page.links:
            if link.startswith("https://"):
                continue
            file, _, anchor = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.exists(), (path.name, link)
            if anchor:
                assert anchor in pages[target].anchors, (path.name, link)


def test_that_nothing_is_fetched_from_elsewhere(folder: Path) -> None:
    sheet = (folder / "style.css").read_text(encoding="utf-8")
    assert "http" not in sheet
    for name in re.findall(r"url\(([^)]+)\)", sheet):
        assert (folder / name).exists()
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'(src|<link[^>]* href)="https?:', text), path.name


def test_that_a_spanish_page_says_nothing_in_english(pages: Pages, folder: Path) -> None:
    english = {wording.en for wording in wordings(shipped()) if wording.en != wording.es}
    for path, page in pages.items():
        if path.parent != folder / "es":
            continue
        assert page.language == "es"
        for text in page.words:
            assert text not in english or len(text) < 5, (path.name, text)
            bare = NAMES.sub("", text)
            assert len(ENGLISH.findall(bare)) < 2, (path.name, text)


def test_that_an_english_page_says_nothing_in_spanish(pages: Pages, folder: Path) -> None:
    spanish = {wording.es for wording in wordings(shipped()) if wording.en != wording.es}
    for path, page in pages.items():
        if path.parent == folder / "en":
            assert page.language == "en"
            for text in page.words:
                assert text not in spanish or len(text) < 5, (path.name, text)
                assert len(SPANISH.findall(text)) < 3, (path.name, text)


def wordings(thing: object) -> Iterator[Wording]:
    """Return every text of the model, wherever it stands."""
    if isinstance(thing, Wording):
        yield thing
    elif isinstance(thing, Mapping):
        for part in thing.values():
            yield from wordings(part)
    elif isinstance(thing, tuple | list | frozenset):
        for part in thing:
            yield from wordings(part)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from wordings(getattr(thing, name))


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_no_judged_size_stands_without_its_range(
    code: LanguageCode, made: Mapping[LanguageCode, Reference]
) -> None:
    model, words, reference = shipped(), Words(code), made[code]
    entries = {entry.anchor: entry for entry in all_entries(reference)}
    without = words("fixed_judged", value="")[1:]
    for parameter in model.parameters.values():
        if parameter.evidence.grade is not Grade.C:
            continue
        said = " ".join(ref.text for fact in entries[parameter.id].facts for ref in fact.refs)
        if parameter.certain:
            assert without in said, parameter.id
        else:
            assert words("with_range", value="", low="", high="").split()[-1] in said, parameter.id
    for link in model.links.values():
        if link.grade is Grade.C:
            entry = entries[f"link-{link.number}"]
            sizes = " ".join(ref.text for f in entry.facts if f.key == "sizes" for ref in f.refs)
            told = " ".join((*entry.sentences, sizes))
            assert re.search(r"\[|\bto\b|\ba\b|range|rango", told), link.number


def test_that_page_one_lists_every_weakness_with_its_figures(
    pages: Pages, folder: Path, made: Mapping[LanguageCode, Reference]
) -> None:
    for code in ("en", "es"):
        home = pages[folder / code / "index.html"]
        text = " ".join(home.words)
        for weakness in read_weaknesses():
            assert weakness.name.text(code) in text
            assert f"weakness-{weakness.id}" in home.anchors
        assert "{" not in text
    counts = made["en"].counts()
    model = shipped()
    assert counts["parameters"] == len(model.parameters)
    assert 0 < counts["fixed"] < counts["judged"] < counts["parameters"]


def test_that_page_one_counts_the_marks_of_the_claims_and_lists_those_that_fall_short(
    pages: Pages, folder: Path, made: Mapping[LanguageCode, Reference]
) -> None:
    claims = shipped().claims.values()
    for code, reference in made.items():
        home = pages[folder / code / "index.html"]
        text = unescape((folder / code / "index.html").read_text(encoding="utf-8"))
        for mark in Mark:
            bearing = [claim.id for claim in claims if claim.mark is mark]
            name = reference.language.text(f"evidence.mark.{mark}")
            assert bearing
            assert f"<strong>{name}: {len(bearing)}</strong>" in text
            for claim in bearing:
                linked = f"claims.html#claim-{claim}" in home.links
                assert linked is (mark is not Mark.CARRIED), claim


def test_that_weaknesses_are_about_things_that_exist() -> None:
    model = read_model()
    known = {
        *model.indicators,
        *model.levers,
        *model.auxiliaries,
        *model.stocks,
        *model.parameters,
        *model.noises,
        *(link_subject(number) for number in model.links),
    }
    for weakness in read_weaknesses():
        assert set(weakness.about) <= known, weakness.id


def test_that_page_one_shows_every_series_of_the_hindcast(
    made: Mapping[LanguageCode, Reference],
) -> None:
    for reference in made.values():
        wording = reference.language.wording
        indicators = reference.model.indicators.values()
        measured = {wording(each.name) for each in indicators if each.series is not None}
        *beside, widths, periods, placebo = tables = reference.track_record()
        assert len(beside) == 3
        for table in tables:
            assert all(len(row) == len(table.head) for row in table.rows)
        for table in (*beside, placebo):
            assert {row[0] for row in table.rows[:-1]} == measured
        assert {row[0] for row in widths.rows} < measured
        assert [row[0] for row in periods.rows] == ["2013–2020", "2021–2023"]


def test_that_json_window_page_one_and_docs_show_the_same_figures(
    qtbot: QtBot, made: Mapping[LanguageCode, Reference], folder: Path
) -> None:
    load_fonts(RESOURCES)
    record, indicators = read_track_record(), read_model().indicators
    raw = json.loads((RESOURCES / FOLDER / FILE).read_text(encoding="utf-8"))
    told = [each for each in raw["told"] if each["targets"]]
    assert [each["told"] for each in told] == ["levers,drivers", "nothing"]
    for code in made:
        home = unescape((folder / code / "index.html").read_text(encoding="utf-8"))
        docs = block(code)
        worn, window = look(code), QWidget()
        qtbot.addWidget(window)
        for each in told:
            shown = Verdict(record.told[Told(each["told"])], indicators, worn, window)
            met = sum(target["met"] for target in each["targets"])
            assert re.findall(r"[0-9]+", shown.head.text()) == [str(met), str(len(each["targets"]))]
            assert f"<strong>{shown.head.text()}</strong>" in home
            assert f"**{shown.head.text()}**" in docs
            for target, tile in zip(each["targets"], shown.tiles, strict=True):
                share = target["name"].startswith("coverage")
                value = 100 * target["value"] if share else target["value"]
                words = worn.language.number(value, 0 if share else 2)
                said = tile.accessibleName()
                message = "trust.met" if target["met"] else "trust.missed"
                assert said.endswith(worn.text(message, target="").split(":")[-1] + ".")
                assert f": {words}" in said
                assert f"<li>{said}" in home
                assert said.replace("\u00a0", " ") in docs
        for section in rival_sections(record, indicators, worn, window):
            for row in section.table.words.table:
                assert "".join(f"<td>{cell}</td>" for cell in row) in home
                assert " | ".join(row).replace("\u00a0", " ") in docs


def test_that_the_docs_hold_the_track_record_that_ships() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
    assert renewed(text) == text


def test_that_the_index_finds_by_plain_letters(pages: Pages, folder: Path) -> None:
    text = (folder / "es" / "find.html").read_text(encoding="utf-8")
    found = re.findall(r'data-find="([^"]*)"', text)
    assert len(found) == len(subjects()) + text.count('href="drivers_past.html#')
    assert any("detenciones en la frontera" in line for line in found)
    assert not any(re.search(r"[áéíóúñ]", line) for line in found)
    assert "find.js" in text


def test_that_a_note_without_spanish_is_named() -> None:
    with pytest.raises(MissingNoteError, match="a new note"):
        Words("es").note("a new note")
    assert Words("en").note("a new note") == "a new note"


def test_that_uses_and_used_by_answer_each_other(
    made: Mapping[LanguageCode, Reference],
) -> None:
    entries = {entry.anchor: entry for entry in all_entries(made["en"])}

    def named(anchor: str, key: str) -> set[str]:
        return {ref.anchor for f in entries[anchor].facts if f.key == key for ref in f.refs}

    model = shipped()
    for element in (*model.auxiliaries, *model.stocks):
        for used in named(element, "uses"):
            if not used.startswith("lever-"):
                assert element in named(used, "used_by"), (element, used)


@pytest.mark.long
def test_that_the_book_prints_with_page_one_first(
    made: Mapping[LanguageCode, Reference], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    from docs.reference.book import write_book

    reference = made["es"]
    monkeypatch.setattr(reference, "pages", [reference.pages[1]])
    target = tmp_path / "book.pdf"
    assert write_book(reference, target) >= 3
    assert target.read_bytes().startswith(b"%PDF")
