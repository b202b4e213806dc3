"""What the model says of a play: what moved what, how good predictions were, and what it cannot."""

from collections.abc import Iterator, Sequence

from desktop.analysis.parts import MOST
from desktop.charts.part_words import change_in_tenths, part_lines, part_title, part_total
from desktop.document.play.calibration import LEAST_CALLS, calibration
from desktop.document.play.players import By
from desktop.document.play.scenario import ScoredCall, scored
from desktop.domain.parts import Parts
from desktop.domain.prediction import told
from desktop.reports.after_action.words import ReportWords, lines
from desktop.reports.paper.tree import (
    Block,
    Heading,
    ItemList,
    Paragraph,
    Row,
    Table,
    Text,
    plain,
    strong,
)
from desktop.reports.played_rounds import PlayedCall, played_rounds
from desktop.reports.without_words import WithoutWords


class Modelled:
    """Make the sections that rest on the model."""

    def __init__(self, words: ReportWords) -> None:
        self._words = words
        self._played, self._language = words.played, words.language

    def parts(self) -> list[Block]:
        """Return how the change of each curve in each round divides."""
        text, language, played = self._words.text, self._language, self._played
        title = Heading(text("after_action.parts"))
        if not played.state.advances:
            return [title, Paragraph(text("after_action.nothing_played"))]
        if played.runs is None:
            return [title, Paragraph(text("after_action.parts.none"))]
        blocks: list[Block] = [title, Paragraph(text("after_action.parts.about"))]
        heads = (
            language.text("after_action.indicator"),
            language.text("after_action.change"),
            language.text("after_action.parts.heads"),
        )
        for one in played.state.advances:
            divided = played.runs.parts.get(one.advance.round, ())
            rows = tuple(self._divided(parts) for parts in divided)
            alt = language.text(
                "after_action.parts.alt", round=self._words.round(one.advance.round)
            )
            blocks.append(Heading(plain(self._words.round(one.advance.round)), 3))
            blocks.append(Table(heads, rows, (0.32, 0.26, 0.42), alt))
        for by in By:
            blocks += self.over_all(by)
        return blocks

    def _divided(self, parts: Parts) -> Row:
        indicator, language = parts.indicator, self._language
        moved = language.text(
            "after_action.moved",
            change=change_in_tenths(told(parts.change), indicator.change, language, signed=True),
            before=language.number(parts.before, indicator.decimals),
            after=language.number(parts.after, indicator.decimals),
        )
        found = (
            language.text(
                "after_action.part",
                part=part_title(line.part, language),
                change=part_total(line, indicator.change, language),
            )
            for line in part_lines(parts)
            if line.total
        )
        name = plain(language.wording(indicator.name))
        return Row((name, plain(moved), lines(*found)))

    def over_all(self, by: By) -> Iterator[Block]:
        """Yield how changes over all months played divide, own effects and interaction apart."""
        runs = self._played.runs
        if runs is None or not runs.over_all.get(by):
            return
        text = self._words.text
        title = self._by(by)
        yield Heading(plain(title), 3)
        if any(len(part.players) > 1 for parts in runs.over_all[by] for part in parts.parts):
            yield Paragraph(text("after_action.parts.together", most=MOST - 1), introduces=True)
        yield self.shares(runs.over_all[by], title)

    def _by(self, by: By) -> str:
        match by:
            case By.TEAM:
                return self._language.text("after_action.parts.by_team")
            case By.SIDE:
                return self._language.text("after_action.parts.by_side")
            case By.LEVER:
                return self._language.text("after_action.parts.by_lever")
            case By.INJECT:
                return self._language.text("after_action.parts.by_inject")

    def shares(self, divided: Sequence[Parts], alt: str) -> Table:
        """Return a table of parts: own effects, what is shared, and what they add up to."""
        language = self._language
        heads = (
            language.text("after_action.parts.who"),
            language.text("after_action.parts.own"),
            language.text("after_action.parts.interaction"),
            language.text("after_action.parts.sum"),
        )
        rows = tuple(row for parts in divided for row in self._shares(parts))
        # Only the names of curves are bold: they head what follows.
        return Table(heads, rows, (0.46, 0.18, 0.18, 0.18), alt, row_heads=False)

    def _shares(self, parts: Parts) -> Iterator[Row]:
        """Yield the change in bold, then each part that is not nothing; they add up to it."""
        change, language = parts.indicator.change, self._language
        whole = change_in_tenths(told(parts.change), change, language, signed=True)
        name = language.wording(parts.indicator.name)
        yield Row((strong(name), plain(""), plain(""), strong(whole)))
        for line in part_lines(parts):
            if not (line.total or line.own):
                continue
            shares = (line.own, line.interaction) if line.part is not None else (None, None)
            cells = ("" if one is None else language.number(one, 1, signed=True) for one in shares)
            title, total = part_title(line.part, language), part_total(line, change, language)
            yield Row(tuple(map(plain, (title, *cells, total))))

    def without(self) -> list[Block]:
        """Return what each curve would have been without the decision that moved it most."""
        text, language, played = self._words.text, self._language, self._played
        title = Heading(text("after_action.without"))
        if not played.state.advances:
            return [title, Paragraph(text("after_action.nothing_played"))]
        if played.runs is None:
            return [title, Paragraph(text("after_action.without.none"))]
        if not played.runs.taken_out:
            return [title, Paragraph(text("after_action.without.nothing"))]
        month = language.date(played.state.played_until)
        words = WithoutWords(played.setup, played.state, language)
        found = (words.sentence((one.decided,), one.instead) for one in played.runs.taken_out)
        return [
            title,
            Paragraph(text("after_action.without.about", month=month), introduces=True),
            ItemList(tuple(map(plain, found))),
        ]

    # ------------------------------------------------------------ predictions

    def predictions(self) -> list[Block]:
        """Return every call with what came, then the scores, shares from twenty calls on."""
        text, language = self._words.text, self._language
        blocks: list[Block] = [Heading(text("after_action.predictions"))]
        rounds = played_rounds(self._played.setup, self._played.state)
        called = [one for one in rounds if one.predictions]
        if not called:
            return [*blocks, Paragraph(text("after_action.no_predictions"))]
        blocks.append(Paragraph(text("after_action.predictions.about")))
        heads = (
            language.text("listing.team"),
            language.text("after_action.indicator"),
            language.text("after_action.called"),
            language.text("after_action.came"),
            language.text("after_action.brier"),
            language.text("after_action.error"),
        )
        for one in called:
            rows = tuple(self._call(call) for call in one.predictions)
            alt = language.text("after_action.predictions.alt", round=self._words.round(one.round))
            blocks.append(Heading(plain(self._words.round(one.round)), 3))
            blocks.append(Table(heads, rows, (0.21, 0.24, 0.21, 0.12, 0.1, 0.12), alt))
        return [*blocks, *self._scores()]

    def _call(self, call: PlayedCall) -> Row:
        words, language = self._words, self._language
        said = [language.text(f"calls.{call.direction}")]
        if call.confidence is not None:
            said.append(language.text("calls.percent", value=call.confidence))
        if call.amount is not None:
            said.append(words.change(call.indicator, call.amount))
        none = "\u2013"
        cells = (
            words.team(call.team),
            words.indicator(call.indicator),
            ", ".join(said),
            none if call.outcome is None else words.change(call.indicator, call.outcome),
            none if call.brier is None else language.number(call.brier, 2),
            none if call.error is None else language.number(call.error, 1),
        )
        return Row(tuple(map(plain, cells)))

    def _scores(self) -> Iterator[Block]:
        text, language = self._words.text, self._language
        judged = list(scored(self._played.setup, self._played.state))
        if not judged:
            yield Paragraph(text("after_action.none_judged"))
            return
        yield Heading(text("after_action.scores"), 3)
        yield ItemList(tuple(self._counts(judged)))
        found = calibration(judged)
        if found is None:
            sure = sum(one.score.brier is not None for one in judged)
            yield Paragraph(
                self._words.voice.plural("after_action.too_few", sure, least=LEAST_CALLS)
            )
            return
        title = language.text(
            "after_action.calibrated", n=found.calls, brier=language.number(found.brier, 2)
        )
        yield Paragraph(strong(title), introduces=True)
        heads = (
            language.text("after_action.confidence"),
            language.text("after_action.right"),
            language.text("after_action.share"),
        )
        rows = tuple(
            Row(
                (
                    text("calls.percent", value=confidence),
                    text("after_action.of", n=right, all=calls),
                    text("calls.percent", value=round(100 * right / calls)),
                )
            )
            for confidence, right, calls in found.by_confidence
        )
        alt = language.text("after_action.calibration.alt")
        yield Table(heads, rows, (0.4, 0.3, 0.3), alt)

    def _counts(self, judged: Sequence[ScoredCall]) -> Iterator[Text]:
        """Yield for each team how many of its calls were right, and its amounts apart."""
        by_team: dict[str, list[ScoredCall]] = {}
        for one in judged:
            by_team.setdefault(one.predicted.team, []).append(one)
        for team, own in by_team.items():
            right = sum(one.score.right for one in own)
            yield self._words.voice.plural(
                "after_action.counts", len(own), team=self._words.team(team), right=right
            )

    # ------------------------------------------------------------ limits

    def method(self) -> list[Block]:
        """Return how the figures came about, and what they do not say."""
        played, text = self._played, self._words.text
        start = played.setup.exercise.start
        said = [
            text("after_action.method.model"),
            text("after_action.method.medians"),
            text(
                "after_action.method.bands",
                members=self._language.number(start.members),
                version=played.header.model_version,
            ),
            text("after_action.method.forecast"),
            text("after_action.method.parts"),
            text("after_action.method.notes"),
        ]
        if played.edited:
            said.append(text("after_action.method.edited"))
        if not played.counted:
            said.append(text("after_action.method.feedback"))
        if played.runs is None:
            said.insert(3, text("after_action.method.other_model"))
        if not self._words.named:
            said.append(text("after_action.method.unnamed"))
        return [Heading(text("after_action.method")), ItemList(tuple(said))]
