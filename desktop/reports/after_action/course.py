"""What happened: the exercise at a glance, its timeline, its curves and what was decided."""

from collections.abc import Iterator
from dataclasses import replace

from desktop.document.play.scenario import MEDIAN_ROW
from desktop.document.play.state import released
from desktop.document.report.timeline import timeline
from desktop.domain.play.entries import (
    Advanced,
    Entry,
    MomentMarked,
    Rationale,
    StageBegun,
)
from desktop.reports.after_action.words import ReportWords, clock
from desktop.reports.exercise_paper.voice import section
from desktop.reports.paper.curves import grey_chart, grey_picture
from desktop.reports.paper.sheet import Sizes
from desktop.reports.paper.tree import (
    Block,
    Heading,
    ItemList,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
    Text,
    plain,
    strong,
)
from desktop.reports.played_rounds import PlayedRound, played_rounds

_MONTHS_BEFORE = 24
"""Shown on the curves before the first month played."""


class Course:
    """Make the sections about the course of a play."""

    def __init__(self, words: ReportWords, sizes: Sizes) -> None:
        self._words, self._sizes = words, sizes
        self._played, self._language = words.played, words.language

    def at_a_glance(self) -> list[Block]:
        """Return what exercise it was, when, how far it went, and who took part."""
        text, language = self._words.text, self._language
        head = (language.text("after_action.what"), language.text("after_action.which"))
        rows = tuple(Row((plain(what), which)) for what, which in self._facts())
        alt = language.text("after_action.glance.alt")
        blocks: list[Block] = [Table(head, rows, (0.3, 0.7), alt)]
        if not self._played.state.ended:
            blocks.insert(0, Paragraph(strong(language.text("after_action.cut_short"))))
        if self._played.header.rehearsal:
            blocks.insert(0, Paragraph(strong(language.text("after_action.rehearsal"))))
        return [Heading(text("after_action.glance")), *blocks, *self._people()]

    def _facts(self) -> Iterator[tuple[str, Text]]:
        played, words, language = self._played, self._words, self._language
        exercise, state = played.setup.exercise, played.state
        say, voice = language.text, words.voice
        yield say("after_action.exercise"), voice.of(exercise.name)
        yield say("after_action.type"), plain(say(f"exercise.type.{exercise.type}"))
        yield say("after_action.play"), plain(words.said(played.name))
        if played.entries:
            days = (
                one.instant.date().isoformat() for one in (played.entries[0], played.entries[-1])
            )
            yield say("after_action.held"), plain(" \u2013 ".join(dict.fromkeys(days)))
        if exercise.place is not None:
            yield say("after_action.place"), voice.of(exercise.place)
        if exercise.sponsor is not None:
            yield say("after_action.sponsor"), voice.of(exercise.sponsor)
        yield say("after_action.purpose"), voice.of(exercise.purpose)
        yield say("after_action.length"), plain(clock(state.seconds))
        rounds = say("after_action.of", n=len(state.advances), all=len(played.setup.rounds))
        yield say("after_action.rounds_played"), plain(rounds)
        if state.advances:
            months = words.months(state.advances[0].first, state.advances[-1].last)
            yield say("after_action.months_played"), plain(months)
        injects = say("after_action.of", n=len(released(state)), all=len(exercise.injects))
        yield say("after_action.injects"), plain(injects)
        decisions = sum(len(one) for one in state.decisions.values())
        yield say("after_action.decisions"), plain(language.number(decisions))
        calls = sum(len(one) for one in state.predictions.values())
        yield say("after_action.calls"), plain(language.number(calls))
        yield say("after_action.model"), plain(played.header.model_version)

    def _people(self) -> list[Block]:
        words, language = self._words, self._language
        by_team: dict[str, list[str]] = {team: [] for team in self._played.state.teams}
        for team, name in self._played.state.roster:
            by_team.setdefault(team, []).append(name)
        found = []
        for team, names in by_team.items():
            if not names:
                continue
            whose = words.team(team) if team else language.text("after_action.staff")
            who = [name for name in names if name.strip()] if words.named else []
            if who:
                told = language.text("after_action.people", team=whose, names=", ".join(who))
            else:
                told = language.plural("after_action.counted", len(names), team=whose)
            found.append(plain(told))
        return section(
            words.text("after_action.who"), [ItemList(tuple(found))] if found else [], level=3
        )

    def timeline(self) -> list[Block]:
        """Return what happened when, by the exercise's own clock."""
        language = self._language
        rows = []
        for one in timeline(self._played.state, self._played.entries):
            strongly = isinstance(one.entry, StageBegun | Advanced)
            words = Run(self._entry(one.entry), strong=strongly)
            rows.append(Row((plain(clock(one.seconds)), (words,))))
        heads = (language.text("after_action.time"), language.text("after_action.happened"))
        alt = language.text("after_action.timeline.alt")
        blocks: list[Block] = [
            Paragraph(self._words.text("after_action.timeline.about"), introduces=True),
            Table(heads, tuple(rows), (0.14, 0.86), alt),
        ]
        return [
            Heading(self._words.text("after_action.timeline")),
            *(blocks if rows else [Paragraph(self._words.text("after_action.nothing_happened"))]),
        ]

    def _entry(self, entry: Entry) -> str:
        if isinstance(entry, MomentMarked):
            entry = replace(entry, text=self._words.said(entry.text))
        return self._words.entries.words(entry)

    def curves(self) -> list[Block]:
        """Return the curves until the last month played, with what struck, and their medians."""
        if not self._played.state.advances:
            return [
                Heading(self._words.text("after_action.curves")),
                Paragraph(self._words.text("after_action.nothing_played")),
            ]
        blocks: list[Block] = [
            Heading(self._words.text("after_action.curves")),
            Paragraph(self._words.text("after_action.curves.about"), introduces=True),
        ]
        blocks += [self.picture(one) for one in self._played.headlines]
        struck = self._struck()
        if struck:
            title = strong(self._language.text("after_action.marks"))
            blocks += [Paragraph(title, introduces=True), ItemList(struck)]
        return [*blocks, self._medians()]

    def _struck(self) -> tuple[Text, ...]:
        """Return what struck in months that are played, by month."""
        state, language = self._played.state, self._language
        events, text = self._played.setup.model.events, self._words.text
        found = [
            (
                one.strikes.month,
                text(
                    "after_action.struck",
                    month=language.date(one.strikes.month),
                    what=self._words.entries.inject(name),
                ),
            )
            for name, one in state.injects.items()
            if one.strikes is not None
        ]
        found += [
            (
                event.month,
                text(
                    "after_action.chance",
                    month=language.date(event.month),
                    what=language.wording(events[event.event].name),
                ),
            )
            for drawn in state.drawn.values()
            for event in drawn.events
        ]
        by_month = sorted(found, key=lambda one: one[0])
        return tuple(said for month, said in by_month if month <= state.played_until)

    def picture(self, indicator: str) -> Picture:
        """Return one curve until the last month played."""
        played, state = self._played, self._played.state
        setup = played.setup
        chart = grey_chart(setup.model, indicator, self._language, self._sizes)
        fan = played.fan(indicator)
        chart.set_span((setup.exercise.start.vantage.plus(-_MONTHS_BEFORE), setup.horizon))
        if fan.baseline is not None:
            chart.show_baseline(fan.baseline)
        if fan.policy is not None:
            chart.show_policy(fan.policy, moving=False)
        strikes = (one.strikes for one in state.injects.values())
        events = {one.month for one in strikes if one is not None}
        events |= {event.month for one in state.drawn.values() for event in one.events}
        chart.set_events(tuple(sorted(events)))
        if played.runs is not None:
            chart.set_headline(played.runs.contrasts[indicator])
        chart.set_seen_until(state.played_until)
        return grey_picture(chart)

    def _medians(self) -> Table:
        """Return where each curve stood before play and after each round."""
        played, language, words = self._played, self._language, self._words
        advances = played.state.advances
        heads = (
            language.text("after_action.indicator"),
            language.date(advances[0].first.plus(-1)),
            *(language.date(one.last) for one in advances),
        )
        rows = []
        for indicator in played.headlines:
            shown = [
                figures
                for one in advances
                for figures in one.advance.figures
                if figures.indicator == indicator
            ]
            if len(shown) == len(advances):
                medians = [one.values[MEDIAN_ROW] for one in shown]
                values = (medians[0][0], *(one[-1] for one in medians))
                cells = (plain(words.value(indicator, value)) for value in values)
                rows.append(Row((plain(words.indicator(indicator)), *cells)))
        rest = 0.7 / (len(heads) - 1)
        alt = language.text("after_action.medians.alt")
        return Table(heads, tuple(rows), (0.3, *(rest,) * (len(heads) - 1)), alt)

    def decisions(self) -> list[Block]:
        """Return what each team decided in each round, why, and at what cost."""
        text = self._words.text
        blocks: list[Block] = [Heading(text("after_action.decided"))]
        found = played_rounds(self._played.setup, self._played.state)
        for one in found:
            blocks.append(Heading(plain(self._words.round(one.round)), 3))
            blocks += self.decided(one)
        if not found:
            blocks.append(Paragraph(text("after_action.no_round")))
        return blocks

    def decided(self, one: PlayedRound) -> Iterator[Block]:
        """Yield what was decided in one round."""
        words, language = self._words, self._language
        if not one.decisions:
            yield Paragraph(words.text("after_action.undecided"))
        else:
            heads = (
                language.text("listing.team"),
                language.text("paper.lever"),
                language.text("paper.lever.before"),
                language.text("paper.lever.now"),
                language.text("paper.lever.cost"),
            )
            rows = []
            for made in one.decisions:
                values = words.values(made.lever)
                now = values.value(made.value)
                if made.ramp:
                    now = language.plural("after_action.over", made.ramp, value=now)
                if made.late:
                    now = language.text("after_action.late", value=now)
                cost = (
                    words.points(made.cost) if made.team in self._played.state.teams else "\u2013"
                )
                cells = (words.team(made.team), values.name, values.value(made.before), now, cost)
                rows.append(Row(tuple(map(plain, cells))))
            alt = language.text("after_action.decisions.alt")
            yield Table(heads, tuple(rows), (0.22, 0.26, 0.19, 0.23, 0.1), alt)
        yield from self._reasons(one.round)
        found = [*self._joint(one), *self._support(one), *self._purses(one)]
        if found:
            yield ItemList(tuple(found))

    def _reasons(self, round_id: str) -> Iterator[Block]:
        for team, (_, said) in self._played.state.rationales.get(round_id, {}).items():
            if said.strip():
                entry = Rationale(team, self._words.said(said))
                named = self._words.language.text(
                    "entry.why", team=self._words.team(team), text=entry.text
                )
                yield Paragraph(plain(named))

    def _joint(self, one: PlayedRound) -> Iterator[Text]:
        for joint in one.joint:
            values = self._words.values(joint.lever)
            yield self._words.text(
                "after_action.joint",
                lever=values.name,
                us=values.value(joint.us),
                mx=values.value(joint.mx),
                value=values.value(joint.value),
            )

    def _support(self, one: PlayedRound) -> Iterator[Text]:
        for said in one.support:
            fields = {
                "team": self._words.team(said.team),
                "lever": self._words.values(said.lever).name,
                "mover": self._words.team(said.mover),
            }
            if said.endorses:
                yield self._words.text("entry.endorses", **fields)
            else:
                yield self._words.text("entry.opposes", **fields)

    def _purses(self, one: PlayedRound) -> Iterator[Text]:
        for purse in one.purses:
            if purse.spent:
                yield self._words.text(
                    "after_action.spent",
                    team=self._words.team(purse.team),
                    spent=self._words.points(purse.spent),
                    purse=self._words.points(purse.purse),
                )
