"""The texts of the shipped exercises: in both languages, as a Mexican and a U.S. office write."""

import re

import pytest

from desktop.domain.exercise.review import wordings
from desktop.domain.wording import Wording
from desktop.modelfiles.exercises.read import exercise_files, read_exercise_file
from desktop.modelfiles.read import read_model

NOT_MEXICAN = re.compile(
    r"EE\.?UU|USMCA|\b(vosotros|vuestr[oa]s?|tú|ti|contigo|ordenador(es)?)\b", re.IGNORECASE
)
BRITISH = re.compile(
    r"\b(\w*(colour|labour|neighbour|behaviour|favour|honour|harbour)\w*|centres?|defence|programmes?"
    r"|(organ|recogn|critic|real|emphas|priorit|minim|author|militar|legal|stabil)is(e|ed|es|ing|ation)"
    r"|whilst|towards)\b",
    re.IGNORECASE,
)


@pytest.fixture(params=exercise_files(), ids=lambda path: path.stem)
def texts(request: pytest.FixtureRequest) -> list[tuple[str, Wording]]:
    """Return every text of an exercise, with its place."""
    exercise = read_exercise_file(request.param, read_model())
    return [(f"{part}.{name}.{key}", text) for part, name, key, text in wordings(exercise)]


def test_that_spanish_opens_its_questions_and_is_mexican(texts: list[tuple[str, Wording]]) -> None:
    for place, text in texts:
        assert text.es.count("?") == text.es.count("¿"), place
        assert text.es.count("!") == text.es.count("¡"), place
        assert not NOT_MEXICAN.search(text.es), place


def test_that_english_is_american(texts: list[tuple[str, Wording]]) -> None:
    for place, text in texts:
        assert not BRITISH.search(text.en), place


def test_that_no_sentence_is_the_same_in_both_languages(texts: list[tuple[str, Wording]]) -> None:
    assert len(texts) > 40
    for place, text in texts:
        assert text.en != text.es or len(text.en.split()) <= 3, place
