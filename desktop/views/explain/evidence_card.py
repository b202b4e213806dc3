"""The card that answers "why should I believe you?" for a curve, a lever, an element or a link."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE, SIZE_PANEL_TITLE
from desktop.document.causes import ModelGraph
from desktop.document.grounds import EvidenceSummary, grounds_of, link_of
from desktop.domain.assumptions import Conflict, Position
from desktop.domain.claim import Claim, Mark
from desktop.domain.history import Series
from desktop.domain.indicator import Source
from desktop.domain.lever import Grade
from desktop.domain.model.model import Link, Parameter
from desktop.reports.equation import figure
from desktop.ui.explanation_card import ExplanationCard
from desktop.ui.source_row import SourceRow
from desktop.ui.ui_context import UiContext


class EvidenceCard(ExplanationCard):
    """Show grade, sources, claims, studies, disagreement, and what would change our mind."""

    def __init__(self, subject: str, causes: ModelGraph, look: UiContext, parent: QWidget) -> None:
        """Build the card of any subject that has grounds; raise KeyError for another one."""
        super().__init__(subject, causes, look, parent)
        self.grounds: EvidenceSummary = grounds_of(causes, subject)
        self.sources: list[SourceRow] = []
        """In the order of the page: those of the number itself stand first."""
        self._build()
        self._column.addStretch(1)

    def _build(self) -> None:
        grounds, look = self.grounds, self._look
        self._say(self.title, SIZE_PANEL_TITLE, "title")
        if grounds.grade is not None:
            self._say(look.text(f"levers.grade.{grounds.grade}"), role="second")
        self._add_sizes()
        self._add_origin()
        self._add_claims(grounds.claims)
        self._add_links(grounds.links)
        self._add_conflicts(grounds.conflicts)
        self._add_findings()
        self._add_sources(look.text("evidence.further"), grounds.further)

    # ------------------------------------------------------------ the number itself

    def _add_sizes(self) -> None:
        """Show the size in question, never one that was judged without its range."""
        grounds, look = self.grounds, self._look
        link = link_of(self._causes.model, grounds.subject)
        if link is not None:
            self._say(self._words.link_size(link))
            for sentence in self._words.link_remarks(link):
                self._say(sentence, SIZE_AXIS, "quiet")
        indicator = self._causes.model.indicators.get(grounds.subject)
        if indicator is not None and indicator.start_range is not None:
            low, high = (
                look.language.number(end, indicator.decimals) for end in indicator.start_range
            )
            value = look.language.wording(indicator.value)
            ends = look.text("evidence.range", low=low, high=high)
            self._say(look.text("evidence.start", range=value.replace("{value}", ends)))
        for parameter in grounds.parameters:
            self._say(self._size(parameter))

    def _size(self, parameter: Parameter) -> str:
        look, words = self._look, self._words
        low, central, high = (
            figure(value, look.language)
            for value in (parameter.low, parameter.central, parameter.high)
        )
        value = words.with_unit(central, parameter.unit)
        name = words.name(parameter.id)
        if not parameter.certain:
            ends = look.text("evidence.range", low=low, high=high)
            return look.text("evidence.size_range", name=name, value=value, range=ends)
        if parameter.evidence.grade is Grade.C:
            return look.text("evidence.size_judged", name=name, value=value)
        return look.text("evidence.size", name=name, value=value)

    def _add_origin(self) -> None:
        grounds, look = self.grounds, self._look
        if grounds.series is None and not grounds.own:
            self._head(look.text("evidence.origin"))
            if grounds.grade is Grade.C:
                self._say(look.text("evidence.judged"))
            else:
                self._say(look.text("evidence.no_source"))
            return
        self._add_sources(look.text("evidence.origin"), grounds.own, grounds.series)

    def _add_series(self, series: Series) -> None:
        look = self._look
        self._say(look.language.wording(series.name), role="strong")
        fields = {"publisher": series.publisher, "dataset": series.dataset}
        self._say(look.text("evidence.series", **fields))
        first, last = series.months[0], series.months[-1]
        span = look.text("evidence.span", first=first.year, last=last.year, grade=series.grade)
        self._say(span, SIZE_AXIS, "quiet")
        self._say(look.language.wording(series.caveat), SIZE_AXIS, "quiet")

    def _add_sources(
        self, head: str, sources: Sequence[Source], series: Series | None = None
    ) -> None:
        if not sources and series is None:
            return
        self._head(head)
        if series is not None:
            self._add_series(series)
        for source in sources:
            row = SourceRow(source, self._look, self)
            row.address_opened.connect(self.address_opened)
            self._column.addWidget(row)
            self.sources.append(row)

    # ------------------------------------------------------------ claims and studies

    def _add_claims(self, claims: Sequence[Claim]) -> None:
        look = self._look
        if not claims:
            return
        self._head(look.text("evidence.claims"))
        self._say(look.text("help.codes"), SIZE_AXIS, "quiet")
        for claim in claims:
            self._column.addSpacing(2)
            kinds = ", ".join(look.text(f"evidence.kind.{kind}") for kind in claim.kinds)
            mark = look.text(f"evidence.mark.{claim.mark}")
            fields = {"id": claim.id, "kinds": kinds, "source": claim.document, "mark": mark}
            head = look.text("evidence.claim", **fields)
            self._say(head, SIZE_AXIS, "quiet")
            self._say(look.language.wording(claim.text))
            if claim.number is not None:
                number = look.language.wording(claim.number)
                self._say(look.text("evidence.claim_number", number=number), SIZE_AXIS, "quiet")
            if claim.context is not None:
                context = look.language.wording(claim.context)
                if claim.mark is not Mark.CARRIED:
                    context = look.text("evidence.missing", reason=context)
                self._say(context, SIZE_AXIS, "quiet")

    def _add_links(self, links: Sequence[Link]) -> None:
        look, words = self._look, self._words
        if not links:
            return
        self._head(look.text("evidence.studies"))
        for link in links:
            row = self._add_link_row(link)
            name = words.link(link)
            facts = look.text("evidence.link", grade=link.grade, sources=", ".join(link.sources))
            if not link.sources:
                facts = look.text("evidence.link_judged", grade=link.grade)
            row.show_words(name, facts, look.text("explain.row_open", name=name))
            self._say(look.language.wording(link.size), SIZE_HEADLINE)

    # ------------------------------------------------------------ disagreement

    def _add_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        look = self._look
        if not conflicts:
            return
        self._head(look.text("evidence.conflicts"))
        for conflict in conflicts:
            self._column.addSpacing(2)
            self._say(look.language.wording(conflict.name), role="strong")
            self._add_position(look.text("evidence.articles"), conflict.articles)
            self._add_position(look.text("evidence.measured"), conflict.studies)

    def _add_position(self, who: str, position: Position) -> None:
        look = self._look
        text = look.language.wording(position.text)
        self._say(look.text("evidence.position", who=who, text=text))
        named = ", ".join((*position.claims, *position.sources))
        if named:
            self._say(look.text("explain.link_sources", sources=named), SIZE_AXIS, "quiet")

    def _add_findings(self) -> None:
        look = self._look
        if not self.grounds.findings:
            return
        self._head(look.text("evidence.mind"))
        for finding in self.grounds.findings:
            text = look.language.wording(finding.text)
            if finding.link is not None:
                fields = {"number": finding.link.number, "text": text}
                text = look.text("evidence.mind_link", **fields)
            self._say(text)
