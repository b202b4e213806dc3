"""Every kind of entry is worded, in both languages, without ids."""

import re

import pytest

from desktop.domain.play.entries import (
    BREAK,
    KINDS,
    Advanced,
    Begun,
    Correction,
    CountdownChanged,
    Ended,
    Endorsement,
    Entry,
    EventsDrawn,
    GoalDeclared,
    InjectReleased,
    InjectRetimed,
    InjectShown,
    InjectSkipped,
    Joined,
    MomentMarked,
    Noted,
    Offer,
    Predicted,
    Rationale,
    StageBegun,
    SuggestionDismissed,
    TeamAdded,
)
from desktop.domain.wording import LanguageCode
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.entry_words import EntryWords
from tests.document.play.played import setup

INJECT = setup("straitjacket").exercise.injects[1].id
ENTRIES: tuple[Entry, ...] = (
    Begun(),
    StageBegun("vote", "decide", 600.0),
    StageBegun("vote", BREAK, 600.0),
    CountdownChanged("hold"),
    CountdownChanged("run"),
    CountdownChanged("add", -60.0),
    InjectShown(INJECT),
    InjectShown(""),
    InjectReleased(INJECT),
    InjectSkipped(INJECT),
    InjectRetimed(INJECT, 12),
    SuggestionDismissed(INJECT),
    Offer("washington", "legal_pathways", 1000.0),
    Offer("washington", "legal_pathways", 1000.0, 6),
    Rationale("washington", "why not"),
    Endorsement("estados", "palacio", "southern_development", endorses=True),
    Endorsement("estados", "palacio", "southern_development", endorses=False),
    Predicted("estados", "arrests", "up", 80, 12.0),
    Advanced("vote"),
    EventsDrawn(),
    MomentMarked(),
    MomentMarked("look"),
    Noted("seen", "strength"),
    Noted("missed", "improvement", "decision", "palacio/southern_development"),
    Joined("Ana", "palacio"),
    Joined("Ana"),
    TeamAdded("Press"),
    GoalDeclared("worry"),
    Correction(3),
    Ended(),
)


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_every_entry_has_a_line_of_its_own_without_ids(code: LanguageCode) -> None:
    assert {type(one) for one in ENTRIES} == set(KINDS.values())
    words = EntryWords(setup("straitjacket"), load_language(code, RESOURCES))
    lines = [words.words(one) for one in ENTRIES]
    assert len(set(lines)) == len(ENTRIES)
    assert [line for line in lines if re.search(r"\w_\w|\{|\}", line)] == []


def test_that_an_entry_says_who_did_what() -> None:
    words = EntryWords(setup("straitjacket"), load_language("en", RESOURCES))
    said = words.words(Predicted("estados", "arrests", "down", 60, -12.0))
    name = setup("straitjacket").model.indicators["arrests"].name.en
    assert (
        said == f"Mexican states and civil society predicts {name}: down, 60\u00a0%, −12.0\u00a0%."
    )
    noted = Noted("x", "strength", "decision", "palacio/southern_development")
    assert words.tie(noted).endswith("(Mexican presidency)")


@pytest.mark.parametrize(("code", "gone"), [("en", "[forgotten]"), ("es", "[olvidado]")])
def test_that_what_was_forgotten_is_said_to_be(code: LanguageCode, gone: str) -> None:
    words = EntryWords(setup("straitjacket"), load_language(code, RESOURCES))
    forgotten = (
        Noted("", "strength"),
        Noted("", "improvement"),
        Joined("", "palacio"),
        Joined(""),
    )
    assert [gone in words.words(one) for one in forgotten] == [True] * 4
