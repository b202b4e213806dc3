"""What people wrote stands in the report, in the language that it has, and names nobody unasked."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from desktop.charts.fonts import load_fonts
from desktop.document.report.points import note_id
from desktop.domain.exercise.exercise import Answer
from desktop.domain.play.entries import Joined, Noted, NoteKind
from desktop.domain.report import (
    CorrectiveAction,
    FeedbackTally,
    ObjectiveRating,
    ReportDraft,
    ReportPoint,
)
from desktop.domain.wording import Wording
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.after_action import course
from desktop.reports.after_action.findings import after_action_deck
from desktop.reports.after_action.played import PlayedExercise
from desktop.reports.paper.files import WRITERS
from desktop.reports.paper.sheet import NORMAL
from desktop.reports.paper.tree import Boxes, Picture
from tests.document.play.played import MX, Table
from tests.reports.after_action.plays import ENGLISH, SPANISH, played, report, words
from tests.reports.paper.samples import png

LONG = "palabra " * 10_000


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp: QApplication) -> None:
    load_fonts(RESOURCES)


@pytest.fixture(scope="module")
def edited() -> PlayedExercise:
    """Return a play that was cut short before any decision, with a report that somebody wrote."""
    table = Table()
    table.begin()
    table.enter(
        Joined("ليلى حداد", MX),
        Noted("They listened", NoteKind.STRENGTH.value),
        Noted("Came late, said ليلى حداد", NoteKind.IMPROVEMENT.value),
        Noted("Left out", NoteKind.IMPROVEMENT.value),
        Noted("As it was", NoteKind.IMPROVEMENT.value),
    )
    strength, late, out = (len(table.record.entries) - back for back in (3, 2, 1))
    exercise = table.setup.exercise
    question = next(one.id for one in exercise.feedback if one.answer is Answer.SCALE)
    improvement = NoteKind.IMPROVEMENT.value
    draft = ReportDraft(
        4,
        Wording("So it went 🗺", "Así fue"),
        (
            ObjectiveRating(
                *(exercise.objectives[0].id, "unable", Wording("=cmd|' /C calc'!A0", "")),
                tied=frozenset({strength}),
            ),
        ),
        (
            ReportPoint(note_id(late), improvement, late, Wording("Too late", "Muy tarde")),
            ReportPoint(note_id(out), improvement, out, left_out=True),
            ReportPoint("point-1", improvement, 0, Wording(LONG, ""), Wording("Why", "Por qué")),
        ),
        (
            CorrectiveAction(
                *("action-1", "point-1", Wording("Drill", "Ensayar"), "training"),
                Wording("Zubizarreta", ""),
                *("2026-02-01", "2026-13-99"),
            ),
        ),
        Wording("Two rooms, ليلى حداد", "Dos salas"),
        12,
        (FeedbackTally(question, (0, 0, 1, 2, 1), Wording("More time", "")),),
    )
    return replace(played(table), draft=draft)


def test_that_what_was_written_takes_the_place_of_what_was_to_be_filled_in(
    edited: PlayedExercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = report(edited, ENGLISH, SPANISH, quick=monkeypatch).parts
    english, spanish = map(words, parts)
    for said in (
        *("edited by those who were there", "So it went 🗺", "Rating: U · ", "=cmd|' /C calc'!A0"),
        *("Too late", "Area 2 As it was", "Area 3 palabra palabra", "Root cause:\nWhy"),
        *("Area 3 | Drill | Training | Zubizarreta | 2026-02-01 | \n", "Two rooms"),
        *("12 forms were handed in.", " | 0 | 0 | 1 | 2 | 1 | 4.0", "More time"),
    ):
        assert said in english, said
    for said in ("Así fue", "Muy tarde", "Ensayar", "Dos salas", "More time"):
        assert said in spanish, said
    for gone in ("Came late", "Left out", "2026-13-99"):
        assert gone not in english, gone
    first = english[english.index("Objective 1") : english.index("Objective 2")]
    assert "They listened" in first
    boxes = [block for block in parts[0].blocks if isinstance(block, Boxes)]
    assert len(boxes) == len(edited.setup.exercise.objectives) - 1


def test_that_a_report_says_that_nobody_counted_the_forms_only_where_nobody_did(
    edited: PlayedExercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = replace(edited, draft=replace(edited.draft, forms=0, feedback=()))
    for play, counted in ((edited, True), (none, False)):
        (part,) = report(play, ENGLISH, quick=monkeypatch).parts
        said = words(part)
        assert ("none were counted" in said) != counted
        assert ("12 forms were handed in." in said) == counted
        assert "Notes were edited after play" in said


def test_that_slides_and_files_have_it_too_and_name_nobody_unasked(
    edited: PlayedExercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "grey_picture", lambda _: Picture(png(), "A curve"))
    slides = after_action_deck(edited, (ENGLISH,)).parts[0].slides
    told = repr(slides)
    for said in ("So it went 🗺", "Rating: U · ", "Too late", "Drill", "Two rooms", "Dos salas"):
        assert (said in told) == (said != "Dos salas"), said
    nameless = report(edited, ENGLISH, named=False, quick=monkeypatch)
    page = WRITERS[".html"](nameless, NORMAL).decode("utf-8")
    assert "Two rooms, [name" in page.replace("\u00a0", " ")
    for name in ("حداد", "Zubizarreta"):
        assert name not in page
        assert name not in repr(after_action_deck(edited, (ENGLISH,), named=False))
