"""No facilitator's word stands in a paper that players get; every one stands in a facilitator's."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_type_hints

import pytest

from desktop.domain.exercise.audience import is_facilitator_only
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.exercise.player_view import PlayerView
from desktop.domain.model.model import Model
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.exercises.read import exercise_files, read_exercise_file
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.exercise_paper import player_papers
from desktop.reports.exercise_paper.pack import ExercisePack
from desktop.reports.exercise_paper.voice import Voice
from desktop.reports.paper.curves import PaperCurves
from desktop.reports.paper.files import WRITERS, write_documents
from desktop.reports.paper.sheet import NORMAL
from desktop.reports.paper.tree import (
    Heading,
    PageBreak,
    PaperDocument,
    Paragraph,
    Part,
    Picture,
    Run,
    plain,
)
from tests.modelfiles.exercises.example import model
from tests.reports.exercise_paper.packs import rich
from tests.reports.exercise_paper.tokens import Tokens, tokens_in, tokens_in_names
from tests.reports.paper.samples import png

FACILITATORS = "For-facilitators"


def written(
    exercise: Exercise, curves: PaperCurves, folder: Path, codes: Sequence[LanguageCode]
) -> tuple[Path, ...]:
    languages = [load_language(code, RESOURCES) for code in codes]
    pack = ExercisePack(exercise, curves, languages, NORMAL)
    return write_documents(pack.documents(), folder)


def assert_nothing_leaks(
    exercise: Exercise,
    curves: PaperCurves,
    folder: Path,
    codes: Sequence[LanguageCode] = LANGUAGES,
) -> None:
    """Hold a pack against the tokens in it."""
    tokens = Tokens(exercise)
    paths = written(tokens.exercise, curves, folder, codes)
    inside = [path for path in paths if FACILITATORS in path.parent.name]
    assert not tokens_in_names(paths, folder)
    for path in set(paths) - set(inside):
        assert not tokens_in(path), path
    for suffix in WRITERS:
        found = {token for path in inside if path.suffix == suffix for token in tokens_in(path)}
        missing = {tokens.placed[token] for token in tokens.placed.keys() - found}
        others = tuple(f" {code}" for code in LANGUAGES if code not in codes)
        assert not [place for place in missing if not place.endswith(others)], suffix


def test_that_no_facilitators_word_is_in_players_papers_and_each_is_in_the_facilitators(
    blank_curves: PaperCurves, tmp_path: Path
) -> None:
    exercise = rich()
    tokens = Tokens(exercise)
    hidden = {"facilitator_note", "objectives.judged", "injects.expected.text", "rounds.reveal"}
    assert {f"{place} es" for place in hidden} <= set(tokens.placed.values())
    assert_nothing_leaks(exercise, blank_curves, tmp_path / "pack", ("en",))


@pytest.mark.long
@pytest.mark.parametrize("path", exercise_files(), ids=lambda path: path.stem)
def test_that_no_shipped_exercise_tells_players_what_is_its_facilitators(
    path: Path, blank_curves: PaperCurves, tmp_path: Path
) -> None:
    assert_nothing_leaks(read_exercise_file(path, model()), blank_curves, tmp_path / "pack")


def test_that_players_papers_are_made_from_a_players_view_and_know_no_other_record() -> None:
    hints = get_type_hints(player_papers.PlayerPapers.__init__)
    assert set(hints.values()) == {PlayerView, Model, Voice, type(None)}
    records = [
        each for each in vars(player_papers).values() if is_dataclass(each) and type(each) is type
    ]
    assert PlayerView in records
    assert not [each for each in records if any(map(is_facilitator_only, fields(each)))]


def planted(place: str) -> PaperDocument:
    """Return a document with the token `leak7x` in one place."""
    halves = (Run("le\nak", strong=True), Run("7 x"))
    token = "leak7x"
    return PaperDocument(
        token if place == "title" else "Title",
        (
            Part(
                "en",
                token if place == "header" else "Header",
                token if place == "handling" else "Handling",
                token if place == "footer" else "Footer",
                "Page {page} of {pages}",
                (
                    Heading(halves if place == "heading" else plain("Heading"), 1),
                    PageBreak(),
                    Paragraph(halves if place == "words" else plain("Words")),
                    Picture(png(), token if place == "picture" else "Picture"),
                ),
            ),
        ),
    )


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize(
    "place", ["title", "header", "handling", "footer", "heading", "words", "picture"]
)
@pytest.mark.usefixtures("blank_curves")
def test_that_a_planted_leak_is_found_wherever_it_is(
    suffix: str, place: str, tmp_path: Path
) -> None:
    path = tmp_path / f"paper{suffix}"
    path.write_bytes(WRITERS[suffix](planted(place), NORMAL))
    # A PDF for the printer has no words for its pictures.
    told = (suffix, place) != (".pdf", "picture")
    assert tokens_in(path) == ({"leak7x"} if told else set())
    path.write_bytes(WRITERS[suffix](planted("nowhere"), NORMAL))
    assert tokens_in(path) == set()


def test_that_a_leak_in_a_files_name_is_found(tmp_path: Path) -> None:
    inside = tmp_path / "For-players" / "Brief-leak3x.pdf"
    assert tokens_in_names([inside, tmp_path / "For-players" / "Brief.pdf"], tmp_path) == {"leak3x"}
