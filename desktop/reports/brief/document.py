"""The brief of a scenario as a document of two pages in each language."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten

from desktop.charts.headline import change_words, range_words, value_words
from desktop.charts.part_words import part_lines, part_title, part_total
from desktop.domain.lever import Setting
from desktop.domain.parts import Parts
from desktop.engine.results.projection import MEDIAN
from desktop.language.event_sizes import sized
from desktop.language.language import Language
from desktop.language.lever_values import LeverValues, timed
from desktop.reports.brief.runs import BriefRuns
from desktop.reports.paper.curves import grey_board
from desktop.reports.paper.pdf_writer import page_count
from desktop.reports.paper.sheet import Sizes
from desktop.reports.paper.tree import (
    Block,
    Heading,
    ItemList,
    PageBreak,
    PaperDocument,
    Paragraph,
    Part,
    Row,
    Table,
    plain,
)

SIZES = Sizes(9.0, 8.0, (15.0, 11.0, 10.0), 8.0)
_ROOMY = Sizes(9.3, 8.3, (15.4, 11.3, 10.3), 8.0)
"""What must fit on a page: word processors have other fonts than ours."""
_SIDE_BY_SIDE = 14
"""Settings that stand one under the other; of more there are two in a row."""
_LONGEST_HEADER = 60


@dataclass(frozen=True, slots=True)
class _Detail:
    """Say how much of each thing is told; the rest is counted."""

    notes: int
    """Characters."""
    settings: int
    events: int
    parts: int
    """Of each curve."""
    sources: int


_DETAILS = (
    _Detail(900, 60, 16, 5, 40),
    _Detail(500, 60, 12, 4, 30),
    _Detail(300, 60, 8, 4, 20),
    _Detail(150, 60, 6, 3, 18),
    _Detail(0, 60, 4, 3, 12),
    _Detail(0, 44, 3, 2, 10),
    _Detail(0, 30, 2, 2, 8),
    _Detail(0, 16, 1, 1, 5),
)
"""From the most to the least: the first that fits is taken, for each page."""


def scenario_brief(runs: BriefRuns, languages: Sequence[Language]) -> PaperDocument:
    """Return the brief, two pages in each language; needs a running application and the fonts."""
    parts = tuple(_Brief(runs, language).part() for language in languages)
    titles = (language.text("scenario_brief.title") for language in languages)
    title = " / ".join(dict.fromkeys(titles))
    return PaperDocument(f"{title}: {runs.scenario.name}", parts)


class _Brief:
    """Make the brief in one language."""

    def __init__(self, runs: BriefRuns, language: Language) -> None:
        self._runs, self._language = runs, language
        self._model, self._scenario = runs.model, runs.scenario
        self._policy = runs.scenario.combined
        self._board = grey_board(
            [runs.curves.chart(one, language, runs.contrasts[one]) for one in runs.shown]
        )

    def part(self) -> Part:
        """Return both pages: as much on each as fits."""
        return self._part((*self._fitted(self._first), PageBreak(), *self._fitted(self._second)))

    def _fitted(self, page: Callable[[_Detail], Iterator[Block]]) -> tuple[Block, ...]:
        found: tuple[Block, ...] = ()
        for detail in _DETAILS:
            found = tuple(page(detail))
            if page_count(self._part(found), _ROOMY) == 1:
                break
        return found

    def _part(self, blocks: tuple[Block, ...]) -> Part:
        text = self._language.text
        name = shorten(self._scenario.name, _LONGEST_HEADER, placeholder="…")
        return Part(
            self._language.code,
            text("scenario_brief.header", title=text("scenario_brief.title"), name=name),
            text("scenario_brief.model", version=self._model.version),
            text("desk.disclaimer"),
            text("paper.page", page="{page}", pages="{pages}"),
            blocks,
        )

    # ------------------------------------------------------------ what is asked

    def _first(self, detail: _Detail) -> Iterator[Block]:
        """Yield what is asked, and what is set."""
        language, scenario = self._language, self._scenario
        yield Heading(plain(scenario.name), 1)
        yield Heading(plain(language.text("scenario_brief.question")))
        yield Paragraph(plain(self._question()))
        if scenario.notes.strip() and detail.notes:
            yield Paragraph(plain(shorten(scenario.notes, detail.notes, placeholder=" …")))
        yield Heading(plain(language.text("scenario_brief.settings")))
        yield from self._settings(detail.settings)
        yield from self._events(detail.events)
        yield Paragraph(plain(self._assumptions()))

    def _question(self) -> str:
        language, clock = self._language, self._model.clock
        names = [language.wording(self._model.indicators[one].name) for one in self._runs.shown]
        fields = {
            "curves": language.together(names),
            "first": language.date(clock.first),
            "last": language.date(clock.horizon),
        }
        moved = len(self._set())
        if not moved:
            return language.text("scenario_brief.asks_nothing", **fields)
        return language.plural("scenario_brief.asks", moved, **fields)

    def _set(self) -> list[tuple[str, Setting]]:
        """Return the settings that are none of the status quo, in the order of the desk."""
        levers = self._model.levers
        return [
            (lever, self._policy.settings[lever])
            for lever in levers
            if lever in self._policy.settings
            and not self._policy.settings[lever].is_status_quo(levers[lever])
        ]

    def _settings(self, most: int) -> Iterator[Block]:
        language, moved = self._language, self._set()
        text = language.text
        if not moved:
            yield Paragraph(plain(text("scenario_brief.nothing_set")))
            return
        shown = moved[:most]
        yield self._listed(shown) if len(moved) <= _SIDE_BY_SIDE else self._abreast(shown)
        if len(moved) > len(shown):
            left = language.plural("scenario_brief.more_levers", len(moved) - len(shown))
            yield Paragraph(plain(left))

    def _listed(self, shown: Sequence[tuple[str, Setting]]) -> Table:
        text = self._language.text
        heads = (
            text("scenario_brief.lever"),
            text("scenario_brief.status_quo"),
            text("scenario_brief.set_to"),
        )
        rows = []
        for lever, setting in shown:
            values = LeverValues(self._language, self._model.levers[lever])
            usual = values.value(values.lever.default)
            cells = (values.name, usual, self._move(values, setting))
            rows.append(Row(tuple(map(plain, cells))))
        return Table(heads, tuple(rows), (0.38, 0.22, 0.4), text("scenario_brief.settings.alt"))

    def _abreast(self, shown: Sequence[tuple[str, Setting]]) -> Table:
        """Return two settings in a row, the second column after the first."""
        text, half = self._language.text, -(-len(shown) // 2)
        cells = [self._short(lever, setting) for lever, setting in shown]
        cells += [("", "")] * (2 * half - len(cells))
        rows = tuple(
            Row(tuple(map(plain, (*left, *right))))
            for left, right in zip(cells[:half], cells[half:], strict=True)
        )
        heads = 2 * (text("scenario_brief.lever"), text("scenario_brief.set_from"))
        return Table(heads, rows, (0.22, 0.28, 0.22, 0.28), text("scenario_brief.settings.alt"))

    def _short(self, lever: str, setting: Setting) -> tuple[str, str]:
        values = LeverValues(self._language, self._model.levers[lever])
        usual = values.value(values.lever.default)
        move = self._move(values, setting)
        return values.name, self._language.text("scenario_brief.from_to", before=usual, after=move)

    def _move(self, values: LeverValues, setting: Setting) -> str:
        """Return the last move of a lever in words, and how many there are where there are more."""
        value = values.value(setting.value)
        last = timed(value, setting, self._model.clock, self._language)
        if not setting.earlier:
            return last
        return self._language.plural("scenario_brief.moves", len(setting.earlier) + 1, last=last)

    def _events(self, most: int) -> Iterator[Block]:
        language, planned = self._language, sorted(self._policy.events, key=lambda one: one.month)
        if not planned:
            return
        said = [
            language.text(
                "scenario_brief.event",
                event=sized(
                    language.wording(self._model.events[one.event].name), one.size, language
                ),
                month=language.date(one.month),
            )
            for one in planned[:most]
        ]
        if len(planned) > most:
            said.append(language.plural("scenario_brief.more_events", len(planned) - most))
        yield Paragraph(plain(language.text("scenario_brief.events", events="; ".join(said))))

    def _assumptions(self) -> str:
        language, assumed = self._language, self._scenario.assumed
        found = self._model.assumptions.sets.get(assumed.set)
        name = assumed.set if found is None else language.wording(found.name)
        departures = len(assumed.sides) + len(assumed.values)
        if departures:
            name = language.plural("assume.departs", departures, name=name)
        return language.text("scenario_brief.assumptions", name=name)

    # ------------------------------------------------------------ where it leads

    def _second(self, detail: _Detail) -> Iterator[Block]:
        """Yield curves, what moved them, how sure that is, and where the numbers come from."""
        text = self._language.text
        yield Heading(plain(text("scenario_brief.curves")))
        yield self._board
        yield self._table(detail.parts)
        yield Heading(plain(text("scenario_brief.sure")))
        choice = self._scenario.ensemble
        members = self._language.number(choice.members)
        yield ItemList(
            (
                plain(text("scenario_brief.sure.bands", members=members)),
                plain(text("scenario_brief.sure.paired")),
                plain(text("scenario_brief.sure.limits")),
            )
        )
        yield Heading(plain(text("scenario_brief.sources")))
        yield Paragraph(plain(self._sources(detail.sources)), note=True)

    def _table(self, most: int) -> Table:
        text, month = self._language.text, self._language.date(self._model.clock.horizon)
        heads = (
            text("scenario_brief.curve"),
            text("scenario_brief.status_quo_in", month=month),
            text("scenario_brief.scenario_in", month=month),
            text("scenario_brief.change"),
            text("scenario_brief.moved"),
        )
        rows = tuple(Row(tuple(map(plain, self._cells(one, most)))) for one in self._runs.shown)
        return Table(heads, rows, (0.18, 0.15, 0.2, 0.17, 0.3), text("scenario_brief.curves.alt"))

    def _cells(self, one: str, most: int) -> tuple[str, ...]:
        language, found = self._language, self._runs.contrasts[one]
        indicator = self._model.indicators[one]
        usual = float(self._runs.curves.baseline_bands.of(one)[MEDIAN, found.step])
        low, high = range_words(found.low, found.high, indicator, language, found.median)
        value = value_words(found.median, indicator, language)
        return (
            language.wording(indicator.name),
            value_words(usual, indicator, language, found.median),
            language.text("scenario_brief.value", value=value, low=low, high=high),
            self._change(one),
            "\n".join(self._moved(self._runs.parts.get(one), most)),
        )

    def _change(self, curve: str) -> str:
        language, found = self._language, self._runs.contrasts[curve]
        change = change_words(found, self._model.indicators[curve], language)
        if not (found.change_low or found.change_high):
            return change
        low, high = (
            language.number(value, 1, signed=True)
            for value in (found.change_low, found.change_high)
        )
        return language.text("scenario_brief.value", value=change, low=low, high=high)

    def _moved(self, parts: Parts | None, most: int) -> Iterator[str]:
        lines = [] if parts is None else [one for one in part_lines(parts) if one.total]
        if parts is None or not lines:
            yield "\u2013"
            return
        for line in lines[:most]:
            total = part_total(line, parts.indicator.change, self._language)
            name = part_title(line.part, self._language)
            yield self._language.text("after_action.part", part=name, change=total)
        if len(lines) > most:
            yield self._language.plural("scenario_brief.more_parts", len(lines) - most)

    def _sources(self, most: int) -> str:
        """Name the sources of the levers that are set and of the curves' measured history."""
        model, language = self._model, self._language
        levers = (source for lever, _ in self._set() for source in model.levers[lever].sources)
        shown = (model.indicators[one].series for one in self._runs.shown)
        measured = (model.series[one].publisher for one in shown if one)
        studies = (
            model.sources[one].cited for one in dict.fromkeys(levers) if one in model.sources
        )
        cited = list(dict.fromkeys((*measured, *studies)))
        said = [shorten(one, 90, placeholder="…") for one in cited[:most]]
        if len(cited) > most:
            said.append(language.plural("scenario_brief.more_sources", len(cited) - most))
        if not said:
            return language.text("scenario_brief.no_sources")
        return language.text("scenario_brief.cited", sources="; ".join(said))
