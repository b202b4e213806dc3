"""The report has what was recorded, says what is missing, and names nobody if nobody shall be."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop.charts.fonts import load_fonts
from desktop.domain.play.entries import (
    Correction,
    Entry,
    Joined,
    MomentMarked,
    Noted,
    NoteKind,
    Predicted,
    Rationale,
    StageBegun,
    TeamAdded,
    Tie,
)
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.paper.files import WRITERS
from desktop.reports.paper.sheet import NORMAL
from desktop.reports.paper.tree import Boxes, Heading, Table
from tests.document.play.played import MORNING, MX, US, two_rounds
from tests.document.play.played import Table as PlayTable
from tests.reports.after_action.plays import ENGLISH, SPANISH, of_entries, played, report, words
from tests.reports.exercise_paper.tokens import texts_of

NAMES = ("Ana Ruiz", "Ben Ortega 🦜", "ليلى حداد", "Evaluator A", "Somebody Else", "Zoë d’Arc")


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp: QApplication) -> None:
    load_fonts(RESOURCES)


def noted(text: str, kind: NoteKind, tie: Tie = Tie.NOTHING, to: str = "") -> Noted:
    return Noted(text, kind.value, tie.value, to)


def forgotten(entry: Any) -> Entry:
    """Return an entry without what was said in it."""
    made: Entry = replace(entry, **dict.fromkeys(entry.WORDS, ""))
    return made


def whole() -> PlayTable:
    """Return two rounds with people, reasons, notes, a moment and a call."""
    table = two_rounds()
    objective = table.setup.exercise.objectives[0].id
    table.enter(
        Joined("Ana Ruiz", MX),
        Joined("Ben Ortega 🦜", US),
        Joined("ليلى حداد"),
        Joined("Somebody Else", MX),
    )
    table.enter(Correction(len(table.record.entries)), TeamAdded("Zoë d’Arc"))
    table.enter(
        noted("Ana  Ruiz listened; ORTEGA did too.", NoteKind.STRENGTH, Tie.OBJECTIVE, objective),
        noted("=cmd|' /C calc'!A0", NoteKind.IMPROVEMENT, Tie.DECISION, f"{US}/coop_framework"),
        MomentMarked("ليلى حداد spoke"),
        StageBegun(list(table.setup.rounds)[2], "decide", 600.0),
        Rationale(US, "As Ben Ortega 🦜 said: =1+1"),
        Predicted(MX, "tpu", "up", 80, 4.0),
    )
    table.record.add(noted("Seen twice.", NoteKind.STRENGTH), MORNING, 9999.0, "Evaluator A")
    return table


def test_that_everything_recorded_stands_in_the_report_in_both_languages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = whole()
    made = report(played(table), ENGLISH, SPANISH, quick=monkeypatch)
    assert [part.language for part in made.parts] == ["en", "es"]
    for part, language in zip(made.parts, (ENGLISH, SPANISH), strict=True):
        assert part.disclaimer == language.text("desk.disclaimer")
        assert part.handling
        said = words(part)
        for name in ("Ana Ruiz", "Ben Ortega 🦜", "ليلى حداد", "Evaluator A"):
            assert name in said, name
        assert "Somebody Else" not in said, "taken back"
        for text in ("Ana  Ruiz listened", "=cmd|' /C calc'!A0", "=1+1", "Seen twice."):
            assert text in said, text
        for objective in table.setup.exercise.objectives:
            assert getattr(objective.capability, part.language) in said
        headings = [block for block in part.blocks if isinstance(block, Heading)]
        assert len({block.text for block in headings if block.level == 2}) == 14
    boxes = [block for block in made.parts[0].blocks if isinstance(block, Boxes)]
    assert len(boxes) == len(table.setup.exercise.objectives)
    assert [item[0].text[0] for item in boxes[0].items] == list("PSMU")


def test_that_evidence_stands_at_the_objective_that_a_note_is_tied_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = whole()
    said = words(report(played(table), quick=monkeypatch).parts[0])
    first = said[said.index("Objective 1") : said.index("Objective 2")]
    second = said[said.index("Objective 2") : said.index("Objective 3")]
    assert "Ana  Ruiz listened" in first
    assert "No note is tied" in second


def test_that_joint_results_and_costs_stand_with_the_decisions_of_their_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = words(report(played(two_rounds()), quick=monkeypatch).parts[0])
    decided = said[said.rindex("Decisions\n") :]
    first = decided[decided.index("Round 1") : decided.index("Round 2")]
    assert "the U.S. offered 3 · Mérida type, Mexico 2 · Rebalanced; in force is 2" in first
    assert "U.S. administration spent 3.5 of" in first


@pytest.mark.parametrize(
    "suffix",
    [
        ".html",
        pytest.param(".docx", marks=pytest.mark.long),
        pytest.param(".pdf", marks=pytest.mark.long),
    ],
)
def test_that_without_names_no_person_stands_in_any_part_or_property(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = played(whole(), "Ana Ruiz’s morning")
    for named in (True, False):
        document = report(made, ENGLISH, SPANISH, named=named, quick=monkeypatch)
        path = tmp_path / f"report{suffix}"
        path.write_bytes(WRITERS[suffix](document, NORMAL))
        found = " ".join(" ".join(texts_of(path)).split()).casefold()
        for name in ("Ana Ruiz", "Ortega", "Evaluator A"):
            assert (name.casefold() in found) == named, name
        if not named:
            assert not [name for name in NAMES if name.casefold() in found]


@pytest.mark.parametrize("begun", [False, True], ids=["nothing-entered", "one-stage"])
def test_that_a_play_in_which_nothing_happened_is_reported_as_such(
    begun: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = PlayTable()
    if begun:
        table.begin()
    said = words(report(played(table), quick=monkeypatch).parts[0])
    for sentence in (
        "Play was not ended",
        "No months were played.",
        "Nobody predicted anything.",
        "No strength was noted.",
        "No moment was marked.",
        "Nothing was decided in this round." if begun else "No round began.",
    ):
        assert sentence in said, sentence


def test_that_words_which_were_forgotten_read_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    table = whole()
    entries = [replace(one, entry=forgotten(one.entry)) for one in table.record.entries]
    said = words(report(of_entries(table, entries), quick=monkeypatch).parts[0])
    assert "3 notes whose words were forgotten are left out." in said
    assert "Moment without words" in said
    assert "Mexican presidency: 1 person" in said
    assert "why:" not in said
    for name in ("Ana", "=cmd", "=1+1"):
        assert name not in said


@pytest.mark.long
@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_that_a_note_of_ten_thousand_words_is_written_whole(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = PlayTable()
    table.begin()
    table.enter(noted(" ".join(f"w{n}." for n in range(10_000)), NoteKind.IMPROVEMENT))
    path = tmp_path / f"report{suffix}"
    path.write_bytes(WRITERS[suffix](report(played(table), quick=monkeypatch), NORMAL))
    found = "".join("".join(texts_of(path)).split())
    assert [n for n in range(0, 10_000, 7) if f"w{n}." not in found] == []


def test_that_the_plan_has_a_row_for_each_improvement_and_never_fewer_than_five(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = PlayTable()
    table.begin()
    for count in (0, 7):
        for n in range(count):
            table.enter(noted(f"More {n}", NoteKind.IMPROVEMENT))
        part = report(played(table), quick=monkeypatch).parts[0]
        plans = [one for one in part.blocks if isinstance(one, Table) and len(one.heads) == 6]
        assert [len(one.rows) for one in plans] == [max(5, count)]


def test_that_strengths_and_improvements_of_a_team_stand_under_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = PlayTable()
    table.begin()
    table.enter(
        noted("Late.", NoteKind.IMPROVEMENT, Tie.TEAM, MX),
        noted("Nobody in particular.", NoteKind.IMPROVEMENT),
        noted("Early.", NoteKind.IMPROVEMENT, Tie.TEAM, US),
        noted("ليلى حداد 🦜 first", NoteKind.STRENGTH, Tie.TEAM, MX),
        noted("A slip.", NoteKind.STRENGTH, Tie.TEAM, MX),
    )
    table.enter(Correction(len(table.record.entries)))
    part = report(played(table), quick=monkeypatch).parts[0]
    said = words(part)
    strengths = said[said.index("Strengths\n") : said.index("Areas for improvement\n")]
    assert strengths.index("Mexican presidency\n") < strengths.index("ليلى حداد 🦜 first")
    assert "A slip." not in said
    improvements = said[said.index("Areas for improvement\n") :]
    areas = [improvements.index(f"Area {n}") for n in (1, 2, 3)]
    texts = [improvements.index(one) for one in ("Nobody in particular.", "Early.", "Late.")]
    teams = [
        improvements.index(f"{one}\n") for one in ("U.S. administration", "Mexican presidency")
    ]
    assert sorted([*areas, *texts, *teams]) == [
        *(areas[0], texts[0]),
        *(teams[0], areas[1], texts[1]),
        *(teams[1], areas[2], texts[2]),
    ]


def test_that_each_call_stands_in_the_report_as_it_was_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (part,) = report(played(whole()), ENGLISH, quick=monkeypatch).parts
    called = (
        "Mexican presidency | Trade-policy uncertainty | up, 80\u00a0%, +4.0 points | – | – | –"
    )
    assert called in words(part).splitlines()
