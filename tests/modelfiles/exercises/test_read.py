"""Exercises in files: what is read, and that all that is wrong is told at once with its place."""

from collections.abc import Callable
from datetime import date

import pytest
import tomli_w

from desktop.domain.clock import Month
from desktop.domain.exercise.exercise import Rating, Side
from desktop.domain.exercise.injects import InjectType, NoShock, Shock, Weight
from desktop.domain.exercise.review import review
from desktop.domain.wording import Wording
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.exercises.form import MOST_FAULTS
from desktop.modelfiles.exercises.read import exercise_files, placed, read_exercise_file
from desktop.modelfiles.resources import RESOURCES
from tests.modelfiles.exercises.example import (
    Plain,
    at,
    changed,
    faults,
    model,
    places,
    plain,
    put,
    read,
    source,
    tables,
)


def test_that_the_example_of_the_guide_is_read_whole() -> None:
    exercise = read(source())
    assert exercise.last_month == Month(2024, 12)
    assert exercise.objectives[0].target is Rating.SOME_CHALLENGES
    assert [team.side for team in exercise.teams] == [Side.US, Side.MX]
    assert [team.purse for team in exercise.teams] == [12, 10]
    caravan, offer = exercise.injects
    assert caravan.shock == Shock("migrant_caravan", 1.0)
    assert [one.weight for one in caravan.expected] == [Weight.ESSENTIAL, Weight.IMPORTANT]
    assert (offer.type, offer.at, offer.no_shock) == (InjectType.CONTINGENCY, None, NoShock.ASKS)
    assert exercise.number("offer") == 2
    assert exercise.storyline.en.startswith("It is the end of 2023. Arrivals")
    assert "\n" not in exercise.storyline.es


def test_that_the_example_is_only_warned_of_its_short_briefs() -> None:
    found = placed("small.toml", review(read(source()), model()))
    assert {str(one.fields["reason"]) for one in found} == {"reason.words_out_of_limits"}
    assert [one.fields["table"] for one in found] == ["team.washington"] * 2 + ["team.mexico"] * 2


def test_that_all_faults_are_told_at_once() -> None:
    data = plain()
    del data["purpose"]
    at(data, "team", "mexico")["side"] = "moon"
    at(data, "inject", "caravan")["chart"] = "weather"
    at(data, "round", "first", "minutes")["nap"] = 5
    assert places(data) >= {
        ("–", "purpose", "missing_key"),
        ("team.mexico", "side", "unknown_choice"),
        ("inject.caravan", "chart", "unknown_name"),
        ("round.first.minutes", "nap", "unknown_key"),
    }


def test_that_paragraphs_are_parted_by_an_empty_line_alone() -> None:
    text = "\nOne line\n  goes on.\n\n\nAnother paragraph, 10 % of it.\n"
    exercise = read(put("storyline", en=text))
    assert exercise.storyline.en == "One line goes on.\n\nAnother paragraph, 10\u00a0% of it."


def test_that_a_text_may_lack_a_language_for_a_time() -> None:
    data = plain()
    del at(data, "round", "first", "title")["es"]
    exercise = read(data)
    assert exercise.rounds[0].title == Wording("The price of calm", "")
    assert ("round.first", "title.es") in {
        (one.fields["table"], one.fields["key"]) for one in placed("f", review(exercise, model()))
    }
    del at(data, "round", "first", "title")["en"]
    assert ("round.first.title", "en", "missing_key") in places(data)


def circle(data: Plain) -> None:
    at(data, "inject", "caravan")["after"] = ["offer"]


def many_teams(data: Plain) -> None:
    teams = at(data, "team")
    teams |= {f"team_{number}": dict(at(teams, "mexico")) for number in range(200)}


HOSTILE: dict[str, tuple[bytes | Callable[[], Plain], tuple[str, str, str]]] = {
    "cut": (source()[:900], ("–", "–", "not_toml")),
    "nothing": (b"", ("–", "format", "missing_key")),
    "zeros": (b"\0" * 100, ("–", "–", "not_toml")),
    "huge": (b"#" * 2_000_001, ("–", "–", "file_too_large")),
    "cut_letter": (source()[: source().index("é".encode()) + 1], ("–", "–", "not_utf8")),
    "deep": (b"x = " + b"[" * 20_000, ("–", "–", "nested_too_deep")),
    "later": (lambda: put(format=2), ("–", "format", "exercise_of_later_version")),
    "nul": (
        source().replace(b"A caravan sets out", b"A\\u0000caravan"),
        ("inject.caravan.title", "en", "unprintable_text"),
    ),
    "wrong_type": (lambda: put("round", "first", months="12"),
                   ("round.first", "months", "not_integer")),
    "not_finite": (source().replace(b"size = 1.0", b"size = nan"),
                   ("inject.caravan.shock", "size", "bad_number")),
    "no_table": (lambda: put("team", mexico=7), ("team", "mexico", "not_table")),
    "other_model": (lambda: put(levers=["warp_drive"]), ("–", "levers", "unknown_name")),
    "out_of_range": (lambda: put("start", settings=[{"lever": "coop_framework", "value": 9}]),
                     ("start.settings[1]", "value", "out_of_limits")),
    "before_the_model": (lambda: put("start", vantage="2020-01"),
                         ("start", "vantage", "not_the_vantage")),
    "other_assumptions": (lambda: put("start", assumptions="hope"),
                          ("start", "assumptions", "no_such_assumptions")),
    "itself": (lambda: put("inject", "offer", after=["offer"]),
               ("inject.offer", "after", "waits_for_itself")),
    "circle": (lambda: changed(circle), ("inject.caravan", "after", "waits_for_itself")),
    "many_teams": (lambda: changed(many_teams), ("–", "team", "too_many")),
    "not_held": (lambda: put("team", "mexico", levers=["mx_transit_enforcement"]),
                 ("–", "levers", "lever_without_team")),
    "other_side": (lambda: put("team", "mexico", levers=["us_border_enforcement"]),
                   ("team.mexico", "levers", "lever_of_other_side")),
    "two_teams": (lambda: changed(
        lambda data: at(data, "team").update(other=dict(at(data, "team", "mexico")))
    ), ("team.other", "levers", "lever_of_two_teams")),
    "guided_with_teams": (
        lambda: put("round", "first", moves=[{"lever": "coop_framework", "value": 3}]),
        ("round.first", "moves", "moves_with_teams"),
    ),
    "two_lines": (lambda: put("goal", "calm", "criteria", 0, at_least=1),
                  ("goal.calm.criteria[1]", "at_least", "at_least_or_at_most")),
    "loose_line": (lambda: put("inject", "offer", "trigger", indicator="us_mx_trade"),
                   ("inject.offer.trigger", "lever", "indicator_or_lever")),
    "both": (lambda: put("inject", "caravan", no_shock="asks"),
             ("inject.caravan", "no_shock", "shock_and_none")),
    "too_long": (lambda: put("round", "first", months=40),
                 ("–", "round", "months_past_the_horizon")),
    "late_goal": (lambda: put("goal", "calm", "criteria", 0, month="2025-01"),
                  ("goal.calm", "criteria", "goal_after_play")),
    "bad_id": (lambda: put(id="../demo"), ("–", "id", "bad_id")),
    "day": (lambda: put(first_day="2026-11-29"), ("–", "first_day", "not_a_day")),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_that_what_is_wrong_is_told_with_its_place_and_in_words(name: str) -> None:
    content, place = HOSTILE[name]
    given = content if isinstance(content, bytes) else content()
    assert place in places(given)
    for code in LANGUAGES:
        for fault in faults(given):
            assert load_language(code, RESOURCES).error(fault).startswith("small.toml, ")


def test_that_a_file_of_another_kind_is_given_up_after_many_faults() -> None:
    data = {"format": 1, **{f"key_{number}": number for number in range(3_000)}}
    assert len(faults(tomli_w.dumps(data).encode())) == MOST_FAULTS


def test_that_the_shipped_exercises_are_read_without_a_warning() -> None:
    files = exercise_files()
    assert files
    for path in files:
        exercise = read_exercise_file(path, model())
        assert exercise.id == path.stem
        assert review(exercise, model()) == ()


def test_that_a_name_that_is_nearly_right_is_told_with_the_right_one() -> None:
    data = put("inject", "caravan", chart="migration_saliense", claims=["X9"])
    found = {(one.fields["key"], one.fields.get("near")) for one in faults(data)}
    assert found == {("chart", "migration_salience"), ("claims", None)}


def test_that_a_lever_of_the_model_that_is_not_in_play_is_told_as_that() -> None:
    data = put("round", "first", levers=["us_arms_control"])
    assert places(data) == {("round.first", "levers", "not_in_play")}


WRONG: tuple[object, ...] = (
    -1,
    10**30,
    float("inf"),
    True,
    "",
    " x ",
    "\u202e" * 9_000,
    [],
    [[]],
    {},
    {"en": 1},
    {"x" * 5_000: "y"},
    date(2026, 11, 29),
)


@pytest.mark.long
def test_that_any_wrong_value_anywhere_is_told_or_taken_and_never_fails() -> None:
    languages = [load_language(code, RESOURCES) for code in LANGUAGES]
    original = plain()
    named = [("", original), *tables(original)]
    for at_table, (_, table) in enumerate(named):
        for key in table:
            for value in WRONG:
                data = plain()
                dict_at = [("", data), *tables(data)][at_table][1]
                dict_at[key] = value
                for fault in faults(data):
                    for language in languages:
                        assert len(language.error(fault)) < 2_000


@pytest.mark.long
def test_that_a_file_cut_anywhere_is_told_or_lacks_whole_tables_at_its_end() -> None:
    for length in range(0, len(source()), 7):
        cut = source()[:length]
        assert faults(cut) or read(cut).last_month == read(source()).last_month
