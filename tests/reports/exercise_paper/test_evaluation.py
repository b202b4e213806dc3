"""Whoever evaluates writes down which team something is about, as the form for a laptop asks."""

from dataclasses import replace

import pytest

from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.exercise_paper.facilitator_papers import FacilitatorPapers
from desktop.reports.exercise_paper.voice import Voice
from desktop.reports.paper.tree import Block, Paragraph, Table, WriteOn
from tests.modelfiles.exercises.example import model
from tests.reports.exercise_paper.packs import rich

HEADS = {
    "en": (("Team", "Strengths"), ("Team", "Areas for improvement")),
    "es": (("Equipo", "Fortalezas"), ("Equipo", "Áreas de mejora")),
}


def guide(code: LanguageCode, *, teams: bool = True) -> list[Block]:
    exercise = rich() if teams else replace(rich(), teams=())
    papers = FacilitatorPapers(exercise, model(), Voice(load_language(code, RESOURCES)))
    return papers.evaluation(exercise.objectives[0])


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_strengths_and_improvements_have_room_for_the_number_of_a_team(
    code: LanguageCode,
) -> None:
    about, *tables = guide(code)[-3:]
    assert isinstance(about, Paragraph)
    words = "".join(run.text for run in about.text).replace("\u00a0", " ")
    for number, team in enumerate(rich().teams, 1):
        assert f"{number} {team.name.text(code)}" in words
    found = [one for one in tables if isinstance(one, Table)]
    assert tuple(one.heads for one in found) == HEADS[code]
    assert all(len(one.rows) == 3 and all(row.lines for row in one.rows) for one in found)


def test_that_without_teams_there_are_lines_to_write_on() -> None:
    blocks = guide("en", teams=False)
    assert [type(one) for one in blocks[-4:]] == [Paragraph, WriteOn] * 2
