"""What players get: made from what they may see, and from nothing else."""

from collections.abc import Sequence

from desktop.domain.exercise.costs import position_cost
from desktop.domain.exercise.exercise import Answer, Goal, Side
from desktop.domain.exercise.player_view import (
    PlayerBriefing,
    PlayerInject,
    PlayerTeam,
    PlayerView,
)
from desktop.domain.lever import Holder, Lever
from desktop.domain.model.model import Model
from desktop.language.lever_values import LeverValues
from desktop.reports.exercise_paper.schedule import timetable
from desktop.reports.exercise_paper.voice import Voice, section, ticks
from desktop.reports.paper.tree import (
    Block,
    Heading,
    ItemList,
    Paragraph,
    Picture,
    Row,
    Table,
    WriteOn,
    plain,
)

CONFIDENCES = (40, 60, 80, 95)
"""Percent."""
_TOGETHER, _OF_NUMBER = 20, 2
"""Characters of a value that are never parted, and the blanks about the number of a longer one."""
_SEATS = 18
"""Rows of a page to sign in on."""


class PlayerPapers:
    """Make the blocks of each paper of the players' in one language.

    Briefs and sheets are those of the team whose view it is.
    """

    def __init__(self, view: PlayerView, model: Model, voice: Voice) -> None:
        self.view, self._model, self._voice = view, model, voice
        self._language = voice.language

    # What everybody gets

    def manual(self) -> list[Block]:
        """Return the situation manual, without curves."""
        view, voice = self.view, self._voice
        text = voice.text
        return [
            *self._occasion(),
            *section(text("paper.purpose"), voice.paragraphs(view.purpose)),
            *section(text("paper.manual.situation"), voice.paragraphs(view.storyline)),
            *section(
                text("paper.objectives"),
                voice.items([one.text for one in view.objectives], numbered=True),
            ),
            *section(text("paper.teams"), self._teams()),
            *section(text("paper.timetable"), [self._timetable()]),
            *section(text("paper.manual.opening"), self._opening()),
            *section(text("paper.goals"), self._goals(view.goals)),
            *section(text("paper.manual.rules"), self._rules()),
            *section(text("paper.manual.assumptions"), voice.items(view.assumptions)),
            *section(text("paper.manual.artificialities"), voice.items(view.artificialities)),
            *section(text("paper.ground_rules"), voice.items(view.ground_rules)),
        ]

    def ground_rules(self) -> list[Block]:
        """Return the ground rules, to put up on a wall."""
        return self._voice.items(self.view.ground_rules, numbered=True)

    def sign_in(self) -> list[Block]:
        """Return a list for participants to sign."""
        heads = (
            self._language.text("paper.sign_in.name"),
            self._language.text("paper.sign_in.organization"),
            self._language.text("paper.sign_in.team"),
            self._language.text("paper.sign_in.signature"),
        )
        rows = (Row((plain(""),) * len(heads), lines=1),) * _SEATS
        alt = self._language.text("paper.sign_in.alt")
        table = Table(heads, rows, (0.3, 0.3, 0.18, 0.22), alt, row_heads=False)
        return [*self._occasion(), table]

    def feedback(self) -> list[Block]:
        """Return the form that participants fill in at the end."""
        text = self._voice.text
        blocks: list[Block] = [Paragraph(text("paper.feedback.about"))]
        for question in self.view.feedback:
            blocks.append(Paragraph(self._voice.of(question.text), introduces=True))
            if question.answer is Answer.SCALE:
                scale = [self._language.text(f"paper.feedback.scale.{n}") for n in range(1, 6)]
                blocks.append(Paragraph(ticks(scale)))
            else:
                blocks.append(WriteOn(3))
        for about in (text("paper.feedback.strengths"), text("paper.feedback.improvements")):
            blocks += [Paragraph(about, introduces=True), WriteOn(3)]
        return blocks

    def curves(self, pictures: Sequence[Picture]) -> list[Block]:
        """Return all curves until the projection starts."""
        return [Paragraph(self._voice.text("paper.curves.about")), *pictures]

    # What one team gets

    def brief(self) -> list[Block]:
        """Return the brief of the team whose view it is."""
        voice, own, team = self._voice, self.view.brief, self._team
        text = voice.text
        assert own is not None
        assert team is not None
        blocks: list[Block] = [
            Paragraph(text("paper.brief.for_team", team=voice.string(team.name))),
            *voice.paragraphs(own.brief),
            *section(text("paper.brief.interests"), voice.items(own.interests)),
            *section(text("paper.brief.red_lines"), voice.items(own.red_lines)),
            *section(
                text("paper.brief.goals"),
                self._goals([one for one in self.view.goals if one.team == team.id]),
            ),
        ]
        levers = [self._model.levers[each] for each in team.levers]
        if levers:
            rows = tuple(self._held(lever) for lever in levers)
            heads = (
                self._language.text("paper.lever"),
                self._language.text("paper.lever.does"),
                self._language.text("paper.lever.range"),
            )
            alt = self._language.text("paper.brief.levers_alt")
            blocks += [
                Heading(text("paper.brief.levers")),
                Paragraph(
                    text("paper.brief.purse", points=self._points(team.purse)), introduces=True
                ),
                Table(heads, rows, (0.27, 0.45, 0.28), alt),
            ]
        else:
            blocks += section(text("paper.brief.voice"), [Paragraph(text("paper.rules.endorse"))])
        return [*blocks, Heading(text("paper.brief.members")), WriteOn(6)]

    def decisions(self, one: PlayerBriefing) -> list[Block]:
        """Return the decision sheet for one round, of the team whose view it is."""
        voice, team = self._voice, self._team
        text = voice.text
        assert team is not None
        blocks: list[Block] = [
            self._round(one),
            *section(text("paper.decision"), voice.paragraphs(one.decision), 3),
        ]
        in_play = one.levers or self.view.levers
        levers = [self._model.levers[each] for each in team.levers if each in in_play]
        if levers:
            heads = (
                self._language.text("paper.lever"),
                self._language.text("paper.lever.settings"),
                self._language.text("paper.lever.before"),
                self._language.text("paper.lever.now"),
                self._language.text("paper.lever.cost"),
            )
            rows = tuple(self._offer(lever, team.side) for lever in levers)
            alt = self._language.text("paper.decisions.alt")
            blocks += [
                Paragraph(text("paper.decisions.about"), note=True, introduces=True),
                Table(heads, rows, (0.22, 0.51, 0.09, 0.09, 0.09), alt),
                Paragraph(text("paper.decisions.spent", points=self._points(team.purse))),
            ]
        else:
            stand = (
                self._language.text("paper.decisions.endorse"),
                self._language.text("paper.decisions.oppose"),
                self._language.text("paper.decisions.neither"),
            )
            blocks += [
                Paragraph(text("paper.rules.endorse"), introduces=True),
                Paragraph(ticks(stand), introduces=True),
                Paragraph(text("paper.decisions.which"), introduces=True),
                WriteOn(1),
            ]
        return [
            *blocks,
            Paragraph(text("paper.decisions.why"), introduces=True),
            WriteOn(2),
            Paragraph(text("paper.decisions.handed_in")),
        ]

    def predictions(self, one: PlayerBriefing) -> list[Block]:
        """Return the slip on which the team, or everybody, predicts the curves of one round."""
        language = self._language
        ways = (
            language.text("paper.predictions.up"),
            language.text("paper.predictions.same"),
            language.text("paper.predictions.down"),
        )
        sure = [language.text("paper.percent", n=confidence) for confidence in CONFIDENCES]
        rows = tuple(
            Row(
                (
                    plain("\n".join(map(language.wording, (indicator.name, indicator.unit_name)))),
                    ticks(ways, "\n"),
                    ticks(sure, "\n"),
                    plain(""),
                ),
                lines=3,
            )
            for indicator in (self._model.indicators[each] for each in one.predict)
        )
        heads = (
            language.text("paper.predictions.indicator"),
            language.text("paper.predictions.way"),
            language.text("paper.predictions.confidence"),
            language.text("paper.predictions.amount"),
        )
        alt = language.text("paper.predictions.alt")
        team = self._team
        everybody = language.text("paper.everybody")
        name = everybody if team is None else self._voice.string(team.name)
        return [
            self._round(one),
            Paragraph(self._voice.text("paper.team_named", team=name)),
            Paragraph(self._voice.plural("paper.predictions.about", self._months(one))),
            Table(heads, rows, (0.36, 0.22, 0.17, 0.25), alt),
        ]

    # What is handed out

    def hand_out(self, inject: PlayerInject, chart: Picture | None) -> list[Block]:
        """Return one inject as players get it."""
        voice = self._voice
        when = voice.text(
            "paper.handout.from",
            sender=voice.string(inject.sender),
            month=self._language.date(inject.date),
        )
        return [
            Heading(voice.of(inject.title), 1),
            Paragraph(when),
            *voice.paragraphs(inject.text),
            *section(voice.text("paper.questions"), voice.items(inject.questions), 3),
            *([chart] if chart is not None else []),
        ]

    def _occasion(self) -> list[Block]:
        """Return what exercise it is, when and where."""
        view, voice = self.view, self._voice
        days = [one.isoformat() for one in (view.first_day, view.last_day) if one is not None]
        lines = [
            *([" \u2013 ".join(dict.fromkeys(days))] if days else []),
            *(voice.string(one) for one in (view.place, view.sponsor) if one is not None),
        ]
        return [Paragraph(plain("\n".join(lines)))] if lines else []

    def _opening(self) -> list[Block]:
        """Return what holds before anybody decides."""
        items = []
        for lever_id, setting in self.view.start.settings.items():
            words = LeverValues(self._language, self._model.levers[lever_id])
            value = words.value(setting.value)
            items.append(self._voice.text("paper.lever.set_to", lever=words.name, value=value))
        return [ItemList(tuple(items))] if items else []

    def _timetable(self) -> Table:
        """Return when each round is held; what it is called is told as it begins."""
        view, language = self.view, self._language
        names = [language.text("paper.round_number", n=n) for n in range(1, len(view.rounds) + 1)]
        return timetable(view.rounds, names, view.start.vantage, language)

    def _teams(self) -> list[Block]:
        language = self._language
        rows = tuple(
            Row(
                (
                    self._voice.of(team.name),
                    plain(language.text(f"exercise.side.{team.side}")),
                    plain("\n".join(self._lever_name(each) for each in team.levers) or "\u2013"),
                )
            )
            for team in self.view.teams
        )
        heads = (
            language.text("paper.team"),
            language.text("paper.team.side"),
            language.text("paper.team.levers"),
        )
        alt = language.text("paper.teams.alt")
        return [Table(heads, rows, (0.34, 0.26, 0.4), alt)] if rows else []

    def _goals(self, goals: Sequence[Goal]) -> list[Block]:
        names = {team.id: self._voice.string(team.name) for team in self.view.teams}
        everybody = self._language.text("paper.everybody")
        items = tuple(
            self._voice.text(
                "paper.manual.goal",
                name=self._voice.string(goal.name),
                team=everybody if goal.team is None else names[goal.team],
                text=self._voice.string(goal.text),
            )
            for goal in goals
        )
        return [ItemList(items)] if items else []

    def _rules(self) -> list[Block]:
        text = self._voice.text
        rules = [text("paper.rules.round"), text("paper.rules.truth")]
        if self.view.teams:
            rules += [
                text("paper.rules.cost"),
                text("paper.rules.joint"),
                text("paper.rules.endorse"),
            ]
        rules.append(text("paper.rules.predict"))
        return [ItemList(tuple(rules))]

    def _months(self, one: PlayerBriefing) -> int:
        months = {each.id: each.months for each in self.view.rounds}
        return months[one.round]

    @property
    def _team(self) -> PlayerTeam | None:
        """Return the team whose view it is, None for everybody's."""
        own = self.view.brief
        return None if own is None else next(one for one in self.view.teams if one.id == own.team)

    def _round(self, one: PlayerBriefing) -> Heading:
        number = [each.id for each in self.view.rounds].index(one.round) + 1
        title = self._voice.text("paper.round", n=number, title=self._voice.string(one.title))
        return Heading(title)

    def _held(self, lever: Lever) -> Row:
        words = LeverValues(self._language, lever)
        does = self._language.wording(lever.sentence)
        if lever.holder is Holder.JOINT:
            does = self._language.text("paper.lever.joint", sentence=does)
        return Row((plain(words.name), plain(does), plain(words.range())))

    def _offer(self, lever: Lever, side: Side) -> Row:
        words = LeverValues(self._language, lever)
        costs = {
            value: words.half_points(position_cost(lever, value, side))
            for value, _ in self._settings(lever)
        }
        settings = ticks(
            self._language.text("paper.lever.setting", value=named, cost=costs[value])
            for value, named in self._settings(lever)
        )
        return Row((plain(f"{words.name}\n{words.range()}"), settings, *(plain(""),) * 3))

    def _settings(self, lever: Lever) -> list[tuple[float, str]]:
        """Return both ends, the status quo and every named setting with its words."""
        named = {lever.default: self._language.text("paper.lever.status_quo")}
        values = {lever.low, lever.high, lever.default, *(one.value for one in lever.notches)}
        if lever.levels:
            # A level has a name already.
            values |= {lever.low + n for n in range(len(lever.levels))}
        else:
            named = {one.value: self._language.wording(one.name) for one in lever.notches} | named
        return [(value, self._setting(lever, value, named.get(value))) for value in sorted(values)]

    def _setting(self, lever: Lever, value: float, name: str | None) -> str:
        # Several stand in a line: a value is not parted from its unit, nor a level from its number.
        words = LeverValues(self._language, lever).value(value)
        words = words.replace(" ", "\u00a0", -1 if len(words) <= _TOGETHER else _OF_NUMBER)
        if name is None:
            return words
        return self._language.text("paper.lever.named", value=words, name=name)

    def _lever_name(self, lever: str) -> str:
        return self._language.wording(self._model.levers[lever].name)

    def _points(self, points: float) -> str:
        return self._language.plural(
            "paper.points", 1 if points == 1 else 2, points=self._language.exactly(points, 1)
        )
