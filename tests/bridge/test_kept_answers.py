"""Answers in the user's cache are whole or absent, few enough, and can be forgotten."""

import logging
import os
from pathlib import Path

import pytest

from desktop.bridge import kept_answers
from desktop.bridge.kept_answers import KeptAnswers


@pytest.fixture
def answers(tmp_path: Path) -> KeptAnswers:
    return KeptAnswers(tmp_path / "cache" / "answers")


def test_that_an_answer_comes_back_as_it_was_kept_and_another_takes_its_place(
    answers: KeptAnswers,
) -> None:
    assert answers.find("a") is None
    answers.keep("a", b"one\ntwo")
    answers.keep("b", b"")
    assert (answers.find("a"), answers.find("b")) == (b"one\ntwo", b"")
    answers.keep("a", b"three")
    assert answers.find("a") == b"three"


@pytest.mark.parametrize("damage", [b"", b"one", b"0" * 32 + b"\none two"])
def test_that_an_answer_that_was_altered_is_none(answers: KeptAnswers, damage: bytes) -> None:
    answers.keep("a", b"one two")
    (path,) = answers.folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage)
    assert answers.find("a") is None
    path.write_bytes(whole[:-1])
    assert answers.find("a") is None
    path.write_bytes(whole)
    assert answers.find("a") == b"one two"


def test_that_the_oldest_go(answers: KeptAnswers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_answers, "MOST_ANSWERS", 3)
    for number in range(5):
        answers.keep(str(number), b"x")
        path = answers.folder / f"{number}.json"
        if path.exists():
            os.utime(path, (number, number))
    assert sorted(path.stem for path in answers.folder.iterdir()) == ["2", "3", "4"]


def test_that_where_nothing_can_be_kept_nothing_is_and_the_log_says_so(
    answers: KeptAnswers, caplog: pytest.LogCaptureFixture
) -> None:
    answers.folder.parent.write_bytes(b"a file where a folder should be")
    with caplog.at_level(logging.INFO):
        answers.keep("a", b"one")
    assert "an answer was not kept" in caplog.text
    assert answers.find("a") is None
    assert answers.forget() == (0, ())


def test_that_what_a_dead_program_began_is_forgotten_too(answers: KeptAnswers) -> None:
    answers.keep("a", b"one")
    (answers.folder / ".vecinos-0.json").write_bytes(b"begun")
    assert answers.forget() == (2, ())
    assert list(answers.folder.iterdir()) == []
