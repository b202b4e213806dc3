"""The report as slides: one finding each, for the room in which it is told."""

from collections.abc import Iterator, Sequence

from desktop.document.play.players import By
from desktop.document.play.scenario import MEDIAN_ROW, scored
from desktop.domain.exercise.exercise import Objective
from desktop.domain.play.entries import NoteKind
from desktop.language.language import Language
from desktop.reports.after_action.course import Course
from desktop.reports.after_action.evaluated import Evaluated
from desktop.reports.after_action.modelled import Modelled
from desktop.reports.after_action.played import PlayedExercise
from desktop.reports.after_action.words import ReportWords, in_each
from desktop.reports.after_action.written import Written
from desktop.reports.paper.sheet import LARGE
from desktop.reports.paper.slides import Deck, Line, LineChart, LineKind, Slide, SlidePart
from desktop.reports.paper.tree import Block, Boxes, ItemList, Paragraph, Row, Table, Text, plain
from desktop.reports.played_rounds import PlayedRound, played_rounds

_MOST_ROWS = 9
"""Of a table on one slide; more go on to the next."""
_MOST_GOALS, _MOST_ACTIONS = 4, 3
_MOST_POINTS, _MOST_NOTES, _MOST_TAKEN_OUT = 8, 5, 4
_LONGEST = 220
"""Characters of what somebody said; the document has all of it."""
_PERCENTILES = (
    ("after_action.p5", LineKind("BFBFBF", 1.0)),
    ("after_action.p25", LineKind("8C8C8C", 1.5)),
    ("after_action.p50", LineKind("000000", 2.75)),
    ("after_action.p75", LineKind("8C8C8C", 1.5)),
    ("after_action.p95", LineKind("BFBFBF", 1.0)),
)
_STATUS_QUO = LineKind("404040", 1.75, dashed=True)


def after_action_deck(
    played: PlayedExercise, languages: Sequence[Language], *, named: bool = True
) -> Deck:
    """Return the slides, a part in each language; needs a running application and the fonts.

    Without `named` no name of a person stands in them.
    """
    parts: list[SlidePart] = []
    titles: list[str] = []
    for words, withheld in in_each(played, languages, named=named):
        language = words.language
        titles.append(language.text("after_action.title"))
        parts.append(
            SlidePart(
                language.code,
                withheld.line(words.handling),
                language.text("desk.disclaimer"),
                language.text("paper.page", page="{page}", pages="{pages}"),
                tuple(withheld.slide(slide) for slide in _Findings(words).slides()),
            )
        )
    return Deck(" / ".join(dict.fromkeys(titles)), tuple(parts))


class _Findings:
    """Make the slides in one language."""

    def __init__(self, words: ReportWords) -> None:
        self._words, self._played, self._language = words, words.played, words.language
        self._course, self._evaluated = Course(words, LARGE), Evaluated(words)
        self._written = Written(words)

    def slides(self) -> Iterator[Slide]:
        """Yield them in their order."""
        yield self._first()
        yield from self._points(
            self._language.text("after_action.summary"), self._written.summary()
        )
        yield from self._objectives()
        if self._played.state.advances:
            for indicator in self._played.headlines:
                yield from self._curve(indicator)
            yield from self._parts()
            yield from self._without()
        goals = self._language.text("paper.goals")
        yield from self._table(self._evaluated.goals(), goals, most=_MOST_GOALS)
        for one in played_rounds(self._played.setup, self._played.state):
            yield from self._decided(one)
        yield from self._predictions()
        for kind in NoteKind:
            yield from self._notes(kind)
        plan = self._language.text("after_action.plan")
        yield from self._table(self._written.actions(), plan, most=_MOST_ACTIONS)
        feedback = self._language.text("after_action.feedback")
        yield from self._table(self._written.feedback(), feedback)
        method = [*Modelled(self._words).method(), *self._written.remarks()]
        yield from self._points(self._language.text("after_action.method"), method)

    def _first(self) -> Slide:
        text, played = self._words.text, self._played
        points = [
            self._words.voice.of(played.setup.exercise.name),
            plain(self._words.said(played.name)),
        ]
        points += [text("after_action.rehearsal")] if played.header.rehearsal else []
        points += [] if played.state.ended else [text("after_action.cut_short")]
        points.append(self._written.about())
        return Slide(self._language.text("after_action.title"), tuple(points))

    def _objectives(self) -> Iterator[Slide]:
        for number, one in enumerate(self._played.setup.exercise.objectives, 1):
            title = self._language.text(
                "paper.evaluation.objective",
                n=number,
                capability=self._words.voice.string(one.capability),
            )
            noted = len(self._evaluated.evidence(one))
            yield Slide(
                title,
                (
                    self._words.voice.of(one.text),
                    self._words.voice.plural("after_action.noted", noted),
                    *self._rating(one),
                ),
            )

    def _rating(self, objective: Objective) -> Iterator[Text]:
        for block in self._evaluated.rating(objective):
            if isinstance(block, Boxes):
                yield from (self._boxed(item) for item in block.items)
            elif isinstance(block, Paragraph):
                yield block.text

    def _boxed(self, item: Text) -> Text:
        return self._words.text("after_action.box", rating="".join(run.text for run in item))

    def _curve(self, indicator: str) -> Iterator[Slide]:
        """Yield where a curve went; nothing where no figures of it were recorded."""
        played, language = self._played, self._language
        fan, first = played.fan(indicator), played.state.advances[0].first.plus(-1)
        last = played.state.played_until
        if fan.policy is None:
            return
        clock = played.setup.model.clock
        steps = slice(clock.step(first), clock.step(last) + 1)
        lines = [
            Line(language.text(message), tuple(map(float, values[steps])), kind)
            for (message, kind), values in zip(_PERCENTILES, fan.policy, strict=True)
        ]
        if fan.baseline is not None:
            values = tuple(map(float, fan.baseline[MEDIAN_ROW][steps]))
            lines.append(Line(language.text("after_action.status_quo"), values, _STATUS_QUO))
        medians = lines[MEDIAN_ROW].values
        finding = language.text(
            "after_action.finding",
            indicator=self._words.indicator(indicator),
            before=self._words.value(indicator, medians[0]),
            first=language.date(first),
            after=self._words.value(indicator, medians[-1]),
            last=language.date(last),
        )
        months = tuple(language.date(first.plus(n)) for n in range(len(medians)))
        decimals = played.setup.model.indicators[indicator].decimals
        chart = LineChart(
            months, tuple(lines), decimals, language.text("after_action.chart.alt", finding=finding)
        )
        yield Slide(finding, picture=self._course.picture(indicator), chart=chart)

    def _parts(self) -> Iterator[Slide]:
        """Yield how the change of each chart over all months divides among the teams."""
        modelled, runs = Modelled(self._words), self._played.runs
        for parts in () if runs is None else runs.over_all.get(By.TEAM, ()):
            table = modelled.shares([parts], self._language.text("after_action.parts.by_team"))
            change = "".join(run.text for run in table.rows[0].cells[-1])
            name = self._language.wording(parts.indicator.name)
            title = self._language.text("after_action.moved_by_team", indicator=name, change=change)
            yield Slide(title, table=table)

    def _without(self) -> Iterator[Slide]:
        """Yield what curves would have been without one decision; nothing where none moved one."""
        lists = (one for one in Modelled(self._words).without() if isinstance(one, ItemList))
        for found in lists:
            title = self._language.text("after_action.without")
            yield from _paged(title, found.items, _MOST_TAKEN_OUT)

    def _decided(self, one: PlayedRound) -> Iterator[Slide]:
        title = self._language.text(
            "after_action.round_decided",
            round=self._words.round(one.round),
            decisions=self._words.language.plural("after_action.count", len(one.decisions)),
        )
        yield from self._table(list(self._course.decided(one)), title)

    def _predictions(self) -> Iterator[Slide]:
        judged = list(scored(self._played.setup, self._played.state))
        if judged:
            right = sum(one.score.right for one in judged)
            title = self._language.plural("after_action.calls_right", len(judged), right=right)
            yield from self._points(title, Modelled(self._words).predictions())

    def _notes(self, kind: NoteKind) -> Iterator[Slide]:
        if kind is NoteKind.STRENGTH:
            title = self._language.text("paper.evaluation.strengths")
            nothing = self._words.text("after_action.no_strengths")
        else:
            title = self._language.text("paper.evaluation.improvements")
            nothing = self._words.text("after_action.no_improvements")
        found = [self._written.point(one, _LONGEST) for one in self._written.of_kind(kind)]
        yield from _paged(title, found or [nothing], _MOST_NOTES)

    def _points(self, title: str, blocks: Sequence[Block]) -> Iterator[Slide]:
        """Yield the lists and paragraphs among blocks."""
        found: list[Text] = []
        for block in blocks:
            if isinstance(block, ItemList):
                found += block.items
            elif isinstance(block, Paragraph):
                found.append(block.text)
        yield from _paged(title, found)

    def _table(
        self, blocks: Sequence[Block], title: str, most: int = _MOST_ROWS
    ) -> Iterator[Slide]:
        """Yield the tables among blocks, parted where they are long; else what is said instead."""
        tables = [block for block in blocks if isinstance(block, Table)]
        for table in tables:
            for first in range(0, len(table.rows), most):
                rows: tuple[Row, ...] = table.rows[first : first + most]
                yield Slide(
                    title, table=Table(table.heads, rows, table.widths, table.alt, table.row_heads)
                )
        if not tables:
            yield from self._points(title, blocks)


def _paged(title: str, points: Sequence[Text], most: int = _MOST_POINTS) -> Iterator[Slide]:
    for first in range(0, len(points), most):
        yield Slide(title, tuple(points[first : first + most]))
