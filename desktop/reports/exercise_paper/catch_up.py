"""What has happened in a play so far, for somebody who comes late: what the room knows, no more."""

from collections.abc import Iterator

from desktop.charts.part_words import change_in_tenths
from desktop.document.play.scenario import MEDIAN_ROW, change_of
from desktop.document.play.state import Played, PlayState, Setup, released
from desktop.domain.exercise.injects import Inject
from desktop.domain.play.entries import Figures
from desktop.language.language import Language
from desktop.reports.entry_words import EntryWords
from desktop.reports.exercise_paper.voice import Voice
from desktop.reports.paper.tree import (
    Block,
    Heading,
    ItemList,
    PaperDocument,
    Paragraph,
    Part,
    plain,
    strong,
)


def catch_up(setup: Setup, state: PlayState, language: Language) -> tuple[Block, ...]:
    """Return the rounds that have begun: injects that everybody got, decisions and curves.

    What is decided in a round is told once its months are played, as the room is told; what went to
    one team alone is not told.
    """
    return tuple(_rounds(setup, state, language))


def catch_up_document(setup: Setup, state: PlayState, language: Language) -> PaperDocument:
    """Return the same as a document for paper."""
    voice, title = Voice(language), language.text("conduct.so_far")
    name = voice.string(setup.exercise.name)
    handling = setup.exercise.handling
    opening = (Heading(plain(title), 1), Paragraph(strong(name), introduces=True))
    part = Part(
        language.code,
        language.text("paper.header", document=title, exercise=name),
        language.text("paper.handling") if handling is None else voice.string(handling),
        language.text("desk.disclaimer"),
        language.text("paper.page", page="{page}", pages="{pages}"),
        (*opening, *catch_up(setup, state, language)),
    )
    return PaperDocument(title, (part,))


def _rounds(setup: Setup, state: PlayState, language: Language) -> Iterator[Block]:
    voice = Voice(language)
    by_round = _injects(setup, state)
    if not state.round:
        yield Paragraph(plain(language.text("conduct.nothing_yet")))
        return
    played = {one.advance.round: one for one in state.advances}
    for round_id, one in setup.rounds.items():
        yield Heading(plain(voice.string(one.title)))
        for inject in by_round.get(round_id, ()):
            month = language.date(inject.date)
            title = voice.string(inject.title)
            yield Paragraph(
                strong(language.text("conduct.in_month", title=title, month=month)), introduces=True
            )
            yield from voice.paragraphs(inject.text)
        if round_id in played:
            yield from _outcome(setup, state, played[round_id], language)
        if round_id == state.round:
            return


def _injects(setup: Setup, state: PlayState) -> dict[str, list[Inject]]:
    """Return the injects that everybody got, by the round in which they belong."""
    known = {one.id: one for one in setup.exercise.injects}
    ids = list(setup.rounds)
    begun = ids[: ids.index(state.round) + 1] if state.round else []
    found: dict[str, list[Inject]] = {}
    for name in released(state):
        one = known[name]
        if not one.to:
            # One that was held ready for a later round came in the present one.
            found.setdefault(one.round if one.round in begun else state.round, []).append(one)
    return found


def _outcome(setup: Setup, state: PlayState, played: Played, language: Language) -> Iterator[Block]:
    words, round_id = EntryWords(setup, language), played.advance.round
    made = state.decisions.get(round_id, {})
    if made:
        yield Paragraph(strong(language.text("conduct.was_decided")), introduces=True)
        yield ItemList(tuple(plain(words.words(one.offer)) for one in made.values()))
    charts = setup.rounds[round_id].charts or setup.exercise.start.charts
    lines = [
        _curve(setup, figures, language)
        for figures in played.advance.figures
        if figures.indicator in charts
    ]
    if lines:
        month = language.date(played.last)
        yield Paragraph(strong(language.text("conduct.curves_until", month=month)), introduces=True)
        yield ItemList(tuple(plain(line) for line in lines))


def _curve(setup: Setup, figures: Figures, language: Language) -> str:
    indicator = setup.model.indicators[figures.indicator]
    medians = figures.values[MEDIAN_ROW]
    change = change_of(figures, indicator.change)
    fields = {
        "indicator": language.wording(indicator.name),
        "before": language.number(medians[0], indicator.decimals),
        "after": language.number(medians[-1], indicator.decimals),
    }
    if change is None:
        return language.text("conduct.curve", **fields)
    moved = change_in_tenths(change, indicator.change, language, signed=True)
    return language.text("conduct.curve_moved", change=moved, **fields)
