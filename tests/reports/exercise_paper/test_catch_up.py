"""What a latecomer is told of a play: all that the room knows, and nothing else."""

import pytest

from desktop.domain.play.entries import Advanced, Figures, InjectReleased, Offer, StageBegun
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.exercise_paper.catch_up import catch_up, catch_up_document
from desktop.reports.paper.tree import Block, Heading, ItemList, Paragraph
from tests.document.play.played import Table


def words(blocks: tuple[Block, ...]) -> str:
    lines = []
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            lines.append("".join(run.text for run in block.text))
        if isinstance(block, ItemList):
            lines += ["".join(run.text for run in one) for one in block.items]
    return "\n".join(lines)


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_a_latecomer_is_told_what_was_played_released_and_decided_and_no_more(
    code: LanguageCode,
) -> None:
    table, language = Table(), load_language(code, RESOURCES)
    setup = table.setup
    exercise = setup.exercise
    assert len(catch_up(setup, table.record.state, language)) == 1
    table.begin("deliberate")
    first, second, third, *_ = setup.rounds
    here = [one for one in exercise.injects if one.round == first and not one.after]
    to_all = next(one for one in here if not one.to and one.at is not None)
    to_some = next(one for one in exercise.injects if one.to and not one.after)
    table.enter(InjectReleased(to_all.id), InjectReleased(to_some.id))
    team = next(one for one in exercise.teams if one.levers)
    lever = setup.model.levers[team.levers[0]]
    value = lever.high if lever.default != lever.high else lever.low
    chart = (setup.rounds[first].charts or exercise.start.charts)[0]
    figures = Figures(chart, ((20.0, *[30.0] * setup.rounds[first].months),) * 5)
    before = words(catch_up(setup, table.record.state, language))
    assert to_all.text.text(code).split("\n")[0] in before
    offer = Offer(team.id, lever.id, value)
    table.enter(offer)
    assert words(catch_up(setup, table.record.state, language)) == before
    table.enter(Advanced(first, (figures,)), StageBegun(first, "discuss", 60.0))
    told = words(catch_up(setup, table.record.state, language))
    assert team.name.text(code) in told
    assert language.wording(lever.name) in told
    assert language.wording(setup.model.indicators[chart].name) in told
    assert "20" in told
    assert "30" in told
    assert setup.rounds[second].title.text(code) not in told
    own = [
        text.text(code)
        for one in exercise.injects
        for text in (one.note, one.learning_point, *(each.text for each in one.expected))
        if text is not None
    ]
    unreleased = [one.title.text(code) for one in exercise.injects if one is not to_all]
    later = [setup.rounds[third].briefing.text(code), to_some.text.text(code)]
    assert not any(text in told for text in (*own, *unreleased, *later))
    (part,) = catch_up_document(setup, table.record.state, language).parts
    assert words(part.blocks).endswith(told)
