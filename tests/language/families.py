"""Reviewed exceptions: messages whose ids are put together, and pairs that may be the same.

Whoever adds a line here has looked at it: every id of a family exists, and a pair that is the
same in English and Spanish is meant to be.
"""

from collections.abc import Iterable, Mapping

from db.file.integrity_report import Part
from db.forgetting.wish import Forgotten
from db.scenarios.summary import Cause
from desktop.analysis.wedges import Grouping
from desktop.arguments.commands import COMMANDS, GLOBAL
from desktop.calibration.rivals import Rival
from desktop.calibration.stored import Match
from desktop.calibration.told import Told
from desktop.calibration.track_record import read_track_record
from desktop.cli.forgetting import OUT_OF_REACH
from desktop.document.difference import WHOLE as TOLD_WHOLE
from desktop.document.difference import Part as Differing
from desktop.document.exercise.edits import RECORDS
from desktop.document.exercise.findings import START
from desktop.document.exercise.shape import PARTS, Record, Records, shapes
from desktop.document.report.facts import Turn
from desktop.document.report.findings import Weak
from desktop.domain.assumptions import Side
from desktop.domain.claim import ClaimKind, Mark
from desktop.domain.exercise.exercise import (
    Answer,
    Exercise,
    ExerciseType,
    Rating,
    Start,
    TeamColor,
)
from desktop.domain.exercise.exercise import Side as TeamSide
from desktop.domain.exercise.injects import Delivery, InjectType, NoShock, Status, Weight
from desktop.domain.exercise.review import WHOLE as WHOLE_EXERCISE
from desktop.domain.exercise.rounds import Phase, PhaseMinutes
from desktop.domain.indicator import Change, Country
from desktop.domain.inquiry import Asked, Broken
from desktop.domain.lever import Family, Grade, Holder
from desktop.domain.prediction import Direction
from desktop.domain.report import Element
from desktop.engine.language.expressions import FUNCTIONS
from desktop.language.event_sizes import NAMED
from desktop.language.language import LANGUAGES
from desktop.modelfiles.evidence import Form
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.session.outcome_runs import Stand
from desktop.session.save_state import SaveState
from desktop.ui.actions import ActionId
from desktop.views.ask.ask_words import CONDITIONS as ASK_CONDITIONS
from desktop.views.ask.ask_words import LEVERS as ASK_LEVERS
from desktop.views.ask.ask_words import MOVES as ASK_MOVES
from desktop.views.ask.ask_words import PARAMETERS as ASK_PARAMETERS
from desktop.views.calls.call_table import HEADS as CALL_HEADS
from desktop.views.conduct.inject_model import COLUMNS as INJECT_COLUMNS
from desktop.views.conduct.left_column import ROOM_KEYS
from desktop.views.conduct.plays_page import COLUMNS as PLAY_COLUMNS
from desktop.views.conduct.work_area import Pane
from desktop.views.curves.exporting import Way
from desktop.views.evaluation.evaluation_page import Part as TrustPart
from desktop.views.evaluation.skill_table import COLUMNS
from desktop.views.exercise.exercise_list import COLUMNS as EXERCISE_COLUMNS
from desktop.views.exercise.msel_columns import Audience
from desktop.views.explain.map_page import HEADS as MAP_HEADS
from desktop.views.explain.panel import Tab
from desktop.views.explain.wedge_page import HEADS as WEDGE_HEADS
from desktop.views.help.help_page import CHART_MARKS, LESSON, LEVER_MARKS
from desktop.views.help.look_round import DeskPart
from desktop.views.help.welcome import Door
from desktop.views.hotwash.hotwash_page import Pane as HotWashPane
from desktop.views.palette.entries import Kind as PaletteKind
from desktop.views.place.findings import CheckId, Verdict
from desktop.views.report.sections import FORMS
from desktop.views.report.sections import Part as ReportPart
from desktop.views.scenarios.browser import ORDERS
from desktop.views.scenarios.scenario_detail import ScenarioAction
from desktop.views.window.palette_entries import ALSO_CALLED
from desktop.views.window.palette_entries import SINGLE as SINGLE_MONTHS

OPTIONS = {option.id for command in COMMANDS.values() for option in (*command.options, *GLOBAL)}
EQUATION_WORDS = ("over", "from", "to", "power", "if", "then", "else", "and", "or", "not")
PARTIES = ("us", "mx", "canada", "china")
TARGETS = {
    target.name for found in read_track_record(RESOURCES).told.values() for target in found.targets
}


def written_fields() -> set[str]:
    """Return the name of every field of an exercise that a form shows under its own name."""
    found: set[str] = set()
    waiting: list[type[object]] = [Exercise, Start, *RECORDS.values()]
    for record in waiting:
        found |= {one.name for one in shapes(record)}
        kinds = [one.kind for one in shapes(record)]
        inner = {one.of for one in kinds if isinstance(one, Record | Records)}
        waiting += inner - {*waiting, PhaseMinutes}
    return found


FIELDS = written_fields()


def each(pattern: str, values: Iterable[object]) -> tuple[str, set[str]]:
    """Return an f-string's pattern with the ids it makes when its one field is each value."""
    return pattern, {pattern.format(value) for value in values}


FAMILIES: Mapping[str, set[str]] = dict(
    (
        each("action.{}", ActionId),
        each("assume.side_{}", Side),
        each("assume.switch_{}", Side),
        each("browser.do.{}", ScenarioAction),
        each("browser.order.{}", ORDERS),
        each("calibrate.{}", Match),
        each("calls.{}", (*Direction, "percent", "points")),
        each("calls.head_{}", CALL_HEADS),
        each("calls.unit_{}", ("percent", "points")),
        each("checkup.{}", Part),
        each("command_line.{}", ("vecinos", *(command.id for command in COMMANDS.values()))),
        each("curves.page_{}", ("left", "right")),
        each("palette.also.{}", (*ALSO_CALLED, SINGLE_MONTHS)),
        each("palette.group.{}", PaletteKind),
        each("outcomes.{}", Stand),
        each("outcomes.about.{}", Stand),
        each("outcomes.unit.{}", Change),
        each("difference.{}", {*TOLD_WHOLE, Differing.MEMBERS, Differing.ANSWERS, Differing.MODEL}),
        each("difference.part.{}", {*Differing, *TOLD_WHOLE} - {Differing.LEVER, Differing.EVENT}),
        each("desk.language_{}", LANGUAGES),
        each("events.size_{}", NAMED.values()),
        each("export.{}", Way),
        each("forget.{}", Forgotten),
        each("forget.reach_{}", OUT_OF_REACH),
        each("wedges.by.{}", Grouping),
        each("levers.holder.{}", Holder),
        each("ask.question.{}", Asked),
        each("ask.hint.{}", Asked),
        each("ask.break.{}", Broken),
        each("ask.head_{}", {*ASK_MOVES, *ASK_CONDITIONS, *ASK_PARAMETERS, *ASK_LEVERS}),
        each("wedges.head_{}", WEDGE_HEADS),
        each("map.head_{}", MAP_HEADS),
        each("desk.{}_step", (ActionId.UNDO, ActionId.REDO)),
        each("equation.{}", (*FUNCTIONS, *EQUATION_WORDS)),
        each("equation.function.{}", read_model().functions),
        each("exercise.answer.{}", Answer),
        each("exercise.color.{}", TeamColor),
        each("exercise.delivery.{}", Delivery),
        each("exercise.field.{}", FIELDS),
        each("exercise.inject_type.{}", InjectType),
        each("exercise.no_shock.{}", NoShock),
        each("exercise.part.{}", (WHOLE_EXERCISE, START, *PARTS)),
        each("exercise.phase.{}", Phase),
        each("after_action.element.{}", Element),
        each("after_action.rated.{}", Rating),
        each("report_page.turn.{}", Turn),
        each("report_page.about.{}", ReportPart),
        each("report_page.weak.{}", Weak),
        each("report_page.field.{}", {name for fields in FORMS.values() for name in fields}),
        each("exercise.rating.{}", Rating),
        each("exercise.side.{}", TeamSide),
        each("exercise.status.{}", Status),
        each("exercise.type.{}", ExerciseType),
        each("exercise.weight.{}", map(int, Weight)),
        each("conduct.column.{}", INJECT_COLUMNS),
        each("conduct.pane.{}", Pane),
        each("hotwash.pane.{}", HotWashPane),
        each("conduct.room.{}", ROOM_KEYS),
        each("plays.column.{}", PLAY_COLUMNS),
        each("exercises.column.{}", EXERCISE_COLUMNS),
        each("exercises.columns.{}", Audience),
        each("explain.form.{}", Form),
        each("evidence.kind.{}", ClaimKind),
        each("evidence.mark.{}", Mark),
        each("explain.name_pulse_{}", Country),
        each("explain.tab.{}", Tab),
        each("help.lesson.{}", LESSON),
        each("help.mark.{}", (*LEVER_MARKS, *CHART_MARKS)),
        each("tour.{}", DeskPart),
        each("welcome.{}", Door),
        each("welcome.{}_about", Door),
        each("levers.family.{}", Family),
        each("levers.grade.{}", Grade),
        each("levers.held_by.{}", Holder),
        each("levers.key.{}", Holder),
        each("levers.key_tip.{}", Holder),
        each("levers.party.{}", PARTIES),
        (
            "levers.{}.{}",
            {f"levers.family.{family}" for family in Family}
            | {f"levers.holder.{holder}" for holder in Holder},
        ),
        each("month.{}", range(1, 13)),
        each("place.check.{}", CheckId),
        each("place.verdict.{}", Verdict),
        each("option.{}", OPTIONS),
        each("paper.feedback.scale.{}", range(1, 6)),
        each("state.{}", SaveState),
        each("versions.cause.{}", Cause),
        (
            "timeline.{}_{}",
            {f"timeline.{vote}_{country}" for vote in ("midterm", "vote") for country in Country},
        ),
        each("trust.{}", TrustPart),
        each("trust.column.{}", COLUMNS),
        each("trust.hint.{}", COLUMNS),
        each("trust.placebo.{}", ("both", "drivers", "mirrored")),
        each("trust.rival.{}", Rival),
        each("trust.rivals.{}", ("interval_score", "relative_error", "coverage_90")),
        each("trust.rivals_note.{}", ("interval_score", "relative_error", "coverage_90")),
        each("trust.target.{}", TARGETS),
        each("trust.width.{}", ("band", "history", "ratio")),
        each("trust.told.{}", (told.name.lower() for told in Told)),
    )
)
"""Pattern of an f-string -> the ids it can make."""

FAMILIES_OF_ERRORS = {"error.{}", "reason.{}"}
"""Checked against the error classes and the places that raise them."""

CHOSEN_ELSEWHERE = {
    ("desktop/reports/after_action/findings.py", "message"): "literals in `_PERCENTILES`",
    ("desktop/reports/after_action/words.py", "message"): "literals in the calls of text",
    ("desktop/views/data/figure_words.py", "_DOUBTS[found[first.month]]"): "literals in `_DOUBTS`",
    ("desktop/arguments/explain.py", "command.argument"): "`argument` of Command",
    ("desktop/arguments/explain.py", "command.further"): "`further` of Command",
    ("desktop/arguments/explain.py", "option.takes"): "`takes` of Option",
    ("desktop/arguments/explain.py", "title"): "two literals in the loop above it",
    ("desktop/charts/backdrop.py", "_BOTH[mark.country]"): "a table of literals",
    ("desktop/charts/headline.py", "message"): "literals in the calls of end_label",
    ("desktop/cli/__init__.py", "code"): "a Wording, not the catalogue",
    ("desktop/language/language.py", "self.code"): "a Wording, not the catalogue",
    ("desktop/views/exercise/editor.py", "message"): "literals in the calls of _button",
    ("desktop/views/exercise/exercise_list.py", "kind"): "two literals in the line above",
    ("desktop/views/exercise/exercise_list.py", "message"): "literals in the calls of _act",
    ("desktop/views/exercise/exercise_actions.py", "code"): "a Wording, not the catalogue",
    ("desktop/views/exercise/exercise_printing.py", "message"): "literals in the loop around it",
    ("desktop/views/report/export_button.py", "message"): "literals in `_WAYS`",
    ("desktop/views/report/report_editor.py", "message"): "literals in the calls of _button",
    ("desktop/views/report/report_editor.py", "_TITLES[part]"): "a table of literals",
    ("desktop/views/window/drop_hint.py", "message"): "literals in `Incoming.hint`",
    ("desktop/views/exercise/words.py", "finding.reason"): "a reason of a fault or a warning",
    ("desktop/reports/exercise_paper/pack.py", "message"): "literals in the calls of _say",
    ("desktop/reports/exercise_paper/voice.py", "code"): "a Wording, not the catalogue",
    ("desktop/reports/exercise_paper/voice.py", "message"): "hands on what its own callers write",
    ("desktop/reports/exercise_paper/voice.py", "other"): "a Wording, not the catalogue",
    ("desktop/selftest.py", "part"): "the list of parts in SelfTest",
    ("desktop/ui/qt_texts.py", "message"): "literals in `OURS`",
    ("desktop/ui/source_row.py", "message"): "literals in the calls of _button",
    ("desktop/ui/notices.py", "message"): "literals in offers to the failure bar",
    ("desktop/ui/notices.py", "self._offer"): "literals in calls of the bars",
    ("desktop/views/explain/card.py", "_HEADS[part]"): "a table of literals",
    ("desktop/views/help/help_page.py", "message"): "a table of literals",
    ("desktop/ui/ui_context.py", "message"): "hands on what its own callers write",
    ("desktop/views/window/top_bar.py", "message"): "two literals, one line above",
    ("desktop/views/window/top_bar.py", "name"): "literals in the loop above it",
    ("desktop/views/window/top_bar.py", "step.label"): "`label` of the commands",
    ("desktop/views/cards/card_column.py", "message"): "literals in calls and loops of the class",
    ("desktop/views/levers/lever_group.py", "state"): "two literals, two lines above",
    ("desktop/views/levers/time_profile.py", "message"): "literals in the loop above it",
    ("desktop/views/timeline/tracks.py", "name"): "a list of literals above it",
    ("desktop/views/evaluation/answer_chart.py", "message"): "literals in the calls of line",
    ("desktop/views/evaluation/case_words.py", "message"): "literals right above",
    ("desktop/views/evaluation/experiments_view.py", "head"): "literals in the loop above it",
    ("desktop/views/evaluation/hindcast_view.py", "message"): "literals in the loop above it",
    ("desktop/reports/track_words.py", "message"): "two literals, one line above",
    ("desktop/views/evaluation/hindcast_words.py", "message"): "two literals, one line above",
}
"""Where a message id reaches the translator as a variable -> where the id is written."""

IN_OLDER_LIBRARIES = {"command.remove_event"}
"""Labels of undo steps that no command gives any more, and that libraries keep."""

SAME_IN_BOTH = {
    "cards.example",
    "cards.setting",
    "cards.source",
    "outcomes.column",
    "outcomes.copied_title",
    "outcomes.unit.percent",
    "outcomes.unit.points",
    "after_action.box",
    "after_action.brier",
    "chart.line_pin",
    "compare.of",
    "compare.pin",
    "compare.state_again",
    "paired.headline_least",
    "compare.state_now",
    "difference.assumed",
    "after_action.inject_was",
    "after_action.moved",
    "after_action.part",
    "after_action.people",
    "after_action.rated.major_challenges",
    "after_action.rated.performed",
    "after_action.rated.some_challenges",
    "after_action.rated.unable",
    "after_action.round_decided",
    "after_action.struck",
    "scenario_brief.cited",
    "scenario_brief.event",
    "scenario_brief.from_to",
    "scenario_brief.header",
    "sheet.preview",
    "conduct.in_month",
    "conduct.less",
    "conduct.more",
    "conduct.of_stage",
    "conduct.round_named",
    "conduct.round_short",
    "conduct.titled",
    "hotwash.round_end",
    "entry.inject",
    "entry.offer",
    "entry.spoken",
    "entry.stage",
    "entry.tied_decision",
    "noted.by",
    "noted.objective",
    "noted.tied",
    "sheet.cell",
    "sheet.from_to",
    "sheet.named",
    "sheet.numbered",
    "sheet.numbered_joint",
    "sheet.numbered_move",
    "sheet.offered",
    "sheet.purse",
    "sheets.form_name",
    "sheets.minutes",
    "sheets.row_about",
    "sheets.row_at",
    "sheets.row_by",
    "sheets.row_round",
    "sheets.seconds",
    "teams.goal",
    "teams.people",
    "teams.stands",
    "exercise.field.color",
    "exercises.counted",
    "exercises.found",
    "exercises.in",
    "exercises.minutes",
    "exercises.nth",
    "exercises.part_named",
    "exercises.sheet.inject",
    "exercises.sheet.name",
    "exercises.sheet.would",
    "paper.feedback.scale.2",
    "paper.feedback.scale.3",
    "paper.feedback.scale.4",
    "paper.lever.set_to",
    "paper.guide.members",
    "paper.guide.objective",
    "paper.header",
    "paper.inject.weighed",
    "paper.lever.named",
    "paper.lever.setting",
    "paper.manual.goal",
    "paper.minutes",
    "paper.months",
    "paper.msel.what",
    "paper.no",
    "paper.percent",
    "paper.phase",
    "about.version",
    "action.with_keys",
    "assume.switch_about",
    "backups.size",
    "browser.dash",
    "browser.in_year",
    "browser.range",
    "browser.tag",
    "calls.came",
    "calls.hand",
    "calls.has_called",
    "calls.percent",
    "calls.unit_percent",
    "chart.headline_least",
    "room.headline_least",
    "room.headline_short",
    "chart.line_usual",
    "chart.percent",
    "chart.sentence",
    "chart.sentence_bare",
    "chart.vote_mx",
    "command.hold_value",
    "command.set_lever",
    "command.take_side",
    "date.month_year",
    "equation.exp",
    "equation.ln",
    "events.size_mark",
    "events.sized",
    "events.times",
    "evidence.claim",
    "evidence.position",
    "evidence.series",
    "evidence.size",
    "evidence.source",
    "evidence.source_text",
    "explain.function",
    "explain.link",
    "explain.listed_event",
    "explain.then_now",
    "explain.with_unit",
    "ask.levers.end",
    "files.recent",
    "levers.card.reply_by",
    "levers.changed_short",
    "levers.level",
    "levers.notch",
    "place.not_heard",
    "place.said",
    "levers.party.china",
    "listing.bytes",
    "metavar.lang",
    "metavar.number",
    "metavar.scale",
    "metavar.theme",
    "metavar.told",
    "metavar.view",
    "notes.marked",
    "packages.sets",
    "report_page.day",
    "report_page.turned",
    "room.minutes",
    "room.screen",
    "room.stands",
    "scenarios.day",
    "scenarios.on_day",
    "scenarios.today",
    "skill.n",
    "skill.rival",
    "survey.switch",
    "timeline.mark",
    "trust.answer_what",
    "trust.period",
    "trust.rival.autoregression",
    "trust.span",
    "trust.target_between",
    "trust.target_of",
    "trust.target_said",
    "trust.target_within",
    "versions.between",
    "map.edge",
    "map.loop",
    "map.step",
    "wedges.copied",
    "wedges.head_total",
    "wedges.part",
    "window.title",
    "play.listed.from_to",
    "play.listed.percent",
    "play.listed.score",
}
"""Punctuation around fields, names spelt alike, and what is typed as it stands."""

SAME_MODEL_TEXTS = {
    "{value}",
    "{value}\u00a0%",
    "{value} lb",
    "−{value}\u00a0%",
    "× {value}",
    "China",
    "Neutral",
    "pesos",
    "Todos Somos Juárez, 2010",
}
