"""The words after the program's name, taken apart."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.arguments.commands import COMMANDS, DESKTOP, LATER, Command
from desktop.arguments.errors import (
    BadEventError,
    BadEventSizeError,
    BadSettingError,
    BadValueError,
    EarlyEndError,
    MissingArgumentError,
    MissingValueError,
    NeedlessValueError,
    NotAWholeNumberError,
    NotInThisVersionError,
    RepeatedEventError,
    RepeatedOptionError,
    SeedError,
    UnexpectedArgumentError,
    UnknownOptionError,
)
from desktop.arguments.explain import WIDTH, explanation
from desktop.arguments.parse import CommandLine, parse
from desktop.arguments.run import GREATEST_SEED, members, policy, read_setting, seed
from desktop.domain.clock import Month
from desktop.domain.ensemble import MOST_MEMBERS
from desktop.domain.errors import (
    ArgumentError,
    BadMonthError,
    BadRampError,
    MemberCountError,
    MonthOutOfRangeError,
    MonthsReversedError,
    MovesReversedError,
    RepeatedMoveError,
    TooManyMovesError,
    UnknownEventError,
    UnknownLeverError,
    ValueOutOfRangeError,
)
from desktop.domain.lever import Lever, Move, Setting
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from tests.document.models import plain_model
from tests.domain.levers import CLOCK, levers, settings

MODEL = plain_model()
DOCUMENT = Path(__file__).parents[1] / "docs" / "command-line.md"


def line(*words: str) -> CommandLine:
    """Take words apart that follow `vecinos project`."""
    return parse(("project", *words))


def wanted(*words: str, start: Policy = STATUS_QUO) -> Policy:
    """Return the policy that --set and --event ask for, with the plain model."""
    return policy(line(*words), start, MODEL.levers, MODEL.events, MODEL.clock)


def written(lever: Lever, setting: Setting) -> str:
    """Return a setting in the grammar of the command line."""
    text = f"{lever.id}={setting.value!r}"
    if setting.start is None and setting.ramp == 0 and setting.last is None:
        return text
    start = setting.start or CLOCK.first
    ramp = f"/{setting.ramp}" if setting.ramp else ""
    last = f"..{setting.last}" if setting.last else ""
    return f"{text}@{start}{ramp}{last}"


@given(st.data())
def test_that_every_setting_can_be_written_and_read_back(data: st.DataObject) -> None:
    lever = data.draw(levers())
    setting = data.draw(settings(lever))
    # More decimals than the lever has are asked about.
    setting = replace(setting, value=float(round(setting.value)))
    assume(lever.low <= setting.value <= lever.high)
    found, read = read_setting(written(lever, setting), {lever.id: lever}, CLOCK)
    assert found is lever
    for step in range(1, CLOCK.steps + 1):
        month = CLOCK.month(step)
        assert read.in_month(month, lever.default, CLOCK) == setting.in_month(
            month, lever.default, CLOCK
        )


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("a=30", Setting(30.0)),
        ("a=+3e1", Setting(30.0)),
        ("a=30.0", Setting(30.0)),
        ("a=.0", Setting(0.0)),
        ("a=30@2025-02", Setting(30.0, Month(2025, 2))),
        ("a=30@2025-02/1", Setting(30.0, Month(2025, 2), 1)),
        ("a=30@2025-02/0..2025-02", Setting(30.0, Month(2025, 2), 0, Month(2025, 2))),
        ("a=30@2024-01/156..2036-12", Setting(30.0, Month(2024, 1), 156, Month(2036, 12))),
    ],
)
def test_that_a_setting_reads_as_documented(text: str, setting: Setting) -> None:
    assert wanted("--set", text).settings == {"a": setting}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("a", BadSettingError),
        ("a=", BadSettingError),
        ("=1", BadSettingError),
        ("a=1@", BadSettingError),
        ("a=1@2025-02/", BadSettingError),
        ("a=1@2025-02..", BadSettingError),
        ("a=1@2025-02/x", BadSettingError),
        ("a=1@2025-02/1.5", BadSettingError),
        ("a=1@..2025-02", BadSettingError),
        ("z=1", UnknownLeverError),
        ("A=1", UnknownLeverError),
        (" a=1", UnknownLeverError),
        ("a=nan", BadValueError),
        ("a=inf", BadValueError),
        ("a=1,000", BadValueError),
        ("a=1_0", BadValueError),
        ("a=0x10", BadValueError),
        ("a=1/6", BadValueError),
        ("a=\u0663", BadValueError),
        ("a=101", ValueOutOfRangeError),
        ("a=-0.001", ValueOutOfRangeError),
        ("a=1e999", ValueOutOfRangeError),
        ("a=1@2025-13", BadMonthError),
        ("a=1@25-01", BadMonthError),
        ("a=1@2025-1", BadMonthError),
        ("a=1@2025-02..2025", BadMonthError),
        ("a=1@2023-12", MonthOutOfRangeError),
        ("a=1@2037-01", MonthOutOfRangeError),
        ("a=1@2025-02..2040-01", MonthOutOfRangeError),
        ("a=1@2025-02..2025-01", MonthsReversedError),
        ("a=1@2025-02/-1", BadRampError),
        ("a=1@2025-02/157", BadRampError),
        ("a=1@2025-02/99999999999", BadRampError),
    ],
)
def test_that_a_bad_setting_is_refused_for_what_is_wrong(
    text: str, error: type[ArgumentError]
) -> None:
    with pytest.raises(error):
        wanted("--set", text)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("storm", BadEventError),
        ("storm@", BadEventError),
        ("@2025-01", BadEventError),
        ("calm@2025-01", UnknownEventError),
        ("storm@2025-00", BadMonthError),
        ("storm@2023-12", MonthOutOfRangeError),
        ("storm@2037-01", MonthOutOfRangeError),
        *(
            (f"storm@2025-01:{size}", BadEventSizeError)
            for size in ("9", "3.01", "-1", "nan", "inf", "", "0.5.5", "1e400", "1,5", "half")
        ),
    ],
)
def test_that_a_bad_event_is_refused_for_what_is_wrong(
    text: str, error: type[ArgumentError]
) -> None:
    with pytest.raises(error):
        wanted("--event", text)


def test_that_the_settings_of_one_lever_are_its_moves() -> None:
    several = ("--set", "a=1", "--set", "b=1", "--set", "a=2@2025-02/6", "--set", "a=0@2026-03")
    found = wanted(*several)
    moves = (Move(1.0, Month(2024, 1)), Move(2.0, Month(2025, 2), 6))
    assert found.settings["a"] == Setting(0.0, Month(2026, 3), earlier=moves)
    assert found.settings["b"] == Setting(1.0)
    replaced = wanted("--set", "a=3", start=found)
    assert replaced.settings["a"] == Setting(3.0)


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        (("a=1", "a=2"), RepeatedMoveError),
        (("a=1@2025-02", "a=2@2025-02/3"), RepeatedMoveError),
        (("a=1@2025-02", "a=2"), MovesReversedError),
        (("a=1@2025-02", "a=2@2025-01"), MovesReversedError),
        (("a=1@2025-02", "a=2@2023-11"), MonthOutOfRangeError),
        (("a=1@2025-02..2025-12", "a=2@2026-02"), EarlyEndError),
        (tuple(f"a=1@{2024 + n // 12}-{n % 12 + 1:02d}" for n in range(156)), TooManyMovesError),
    ],
)
def test_that_moves_that_cannot_be_are_refused_for_what_is_wrong(
    texts: tuple[str, ...], error: type[ArgumentError]
) -> None:
    with pytest.raises(error):
        wanted(*(word for text in texts for word in ("--set", text)))


def test_that_an_event_is_placed_once_a_month() -> None:
    twice = wanted("--event", "storm@2025-01", "--event", "storm@2026-01")
    assert len(twice.events) == 2
    for again in ("storm@2025-01", "storm@2025-01:0.5"):
        with pytest.raises(RepeatedEventError):
            wanted("--event", again, start=twice)


@pytest.mark.parametrize(
    ("written", "size"), [("", 1.0), (":1", 1.0), (":.5", 0.5), (":0", 0.0), (":3.0", 3.0)]
)
def test_that_the_size_of_an_event_stands_behind_its_month(written: str, size: float) -> None:
    found = wanted("--event", f"storm@2025-01{written}").events
    assert found == (PlannedEvent("storm", Month(2025, 1), size),)


def test_that_settings_replace_and_events_add_to_those_of_the_scenario() -> None:
    start = Policy({"a": Setting(1.0), "b": Setting(2.0)}, (PlannedEvent("storm", Month(2025, 1)),))
    result = wanted("--set", "a=9", "--event", "strike@2026-01", start=start)
    assert result.settings == {"a": Setting(9.0), "b": Setting(2.0)}
    assert [event.event for event in result.events] == ["storm", "strike"]


@pytest.mark.parametrize(
    ("text", "choices"),
    [("legal_pathways=2.000", ("2000", "2")), ("legal_pathways=2.5", ("2", "3"))],
)
def test_that_a_value_with_too_many_decimals_is_refused_with_its_readings(
    text: str, choices: tuple[str, ...]
) -> None:
    shipped = read_model(RESOURCES)
    with pytest.raises(ArgumentError) as told:
        read_setting(text, shipped.levers, shipped.clock)
    for code in ("en", "es"):
        sentence = load_language(code, RESOURCES).error(told.value)
        assert all(choice in sentence for choice in choices)


def test_that_setting_a_lever_to_its_status_quo_sets_nothing() -> None:
    assert wanted("--set", "a=25", start=Policy({"a": Setting(1.0)})) == STATUS_QUO


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--sett", "a=1"), UnknownOptionError),
        (("--se",), UnknownOptionError),
        (("-x",), UnknownOptionError),
        (("--view", "desk"), UnknownOptionError),
        (("extra",), UnexpectedArgumentError),
        (("--", "--set"), UnexpectedArgumentError),
        (("--set",), MissingValueError),
        (("--set", "--event", "storm@2025-01"), MissingValueError),
        (("--out",), MissingValueError),
        (("--debug=yes",), NeedlessValueError),
        (("--out", "a.csv", "--out", "b.csv"), RepeatedOptionError),
        (("--seed=1", "--seed", "1"), RepeatedOptionError),
        (("--lang", "en", "--lang", "es"), RepeatedOptionError),
    ],
)
def test_that_wrong_words_are_refused(words: tuple[str, ...], error: type[ArgumentError]) -> None:
    with pytest.raises(error):
        line(*words)


def test_that_a_picture_needs_its_file_unless_help_is_asked_for() -> None:
    with pytest.raises(MissingArgumentError):
        parse(["snapshot"])
    assert parse(["snapshot", "--help"]).argument is None
    assert parse(["snapshot", "--", "-odd.png"]).argument == "-odd.png"


@pytest.mark.parametrize("name", sorted(LATER))
def test_that_commands_to_come_are_refused(name: str) -> None:
    with pytest.raises(NotInThisVersionError):
        parse([*name.split(), "--help"])


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "es", "project", "--seed", "7", "--debug"),
        ("project", "--seed", "7", "--lang", "es", "--debug"),
        ("--debug", "project", "--lang=es", "--seed=7"),
    ],
)
def test_that_global_options_may_stand_anywhere(words: tuple[str, ...]) -> None:
    found = parse(words)
    assert found.command.name == "project"
    assert found.value("--lang") == "es"
    assert found.whole("--seed") == 7
    assert "--debug" in found.switches


def test_that_a_word_which_is_no_command_is_a_file() -> None:
    found = parse(["plans.vecinos"])
    assert (found.command, found.argument) == (DESKTOP, "plans.vecinos")
    assert parse([]).argument is None


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("scenarios", "--store", ""), MissingValueError),
        (("project", "--set", ""), MissingValueError),
        (("project", "--members="), MissingValueError),
        (("pack", "", "out.vecinos"), MissingArgumentError),
        (("pack", "name", ""), MissingArgumentError),
        (("unpack", ""), MissingArgumentError),
        (("backups", ""), MissingArgumentError),
        (("",), MissingArgumentError),
    ],
)
def test_that_an_empty_word_is_a_missing_one(
    words: tuple[str, ...], error: type[ArgumentError]
) -> None:
    with pytest.raises(error):
        parse(words)


@pytest.mark.parametrize("text", ["1.5", "x", "1e3", "9" * 30, "\u0663"])
def test_that_a_count_is_a_whole_number(text: str) -> None:
    with pytest.raises(NotAWholeNumberError):
        members(line("--members", text))


def test_that_members_and_seed_keep_their_limits() -> None:
    assert members(line()) is None
    assert members(line("--members", "0")) == 0
    assert members(line("--members", str(MOST_MEMBERS))) == MOST_MEMBERS
    assert seed(line("--seed", str(GREATEST_SEED))) == GREATEST_SEED
    for count in ("-1", str(MOST_MEMBERS + 1)):
        with pytest.raises(MemberCountError):
            members(line("--members", count))
    for number in ("-1", str(GREATEST_SEED + 1)):
        with pytest.raises(SeedError):
            seed(line("--seed", number))


ODD_WORDS = "--set --set=a=1 --out --json --json=1 --lang es -h -- - -1 --help --se -x=1 @f ñ"
WORDS = st.sampled_from([*COMMANDS, *LATER, *ODD_WORDS.split(), "", "a b"])


def refusal(words: list[str]) -> ArgumentError | None:
    """Return what is wrong with these words, if anything is."""
    try:
        parse(words)
    except ArgumentError as error:
        return error
    return None


@given(st.lists(WORDS | st.text(max_size=5), max_size=6))
@pytest.mark.slow
def test_that_any_words_are_taken_apart_or_refused_without_a_word_of_argparse(
    words: list[str],
) -> None:
    error = refusal(words)
    if error is not None:
        for code in LANGUAGES:
            assert load_language(code, RESOURCES).error(error).endswith(".")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("command", [DESKTOP, *COMMANDS.values()], ids=lambda command: command.id)
def test_that_help_explains_every_option_within_its_width(
    command: Command, code: LanguageCode
) -> None:
    text = explanation(command, load_language(code, RESOURCES))
    assert all(len(row) <= WIDTH for row in text.splitlines())
    for option in command.options:
        assert text.count(option.name) >= 2, option
    for leak in ("usage:", "optional arguments", "options:", "show this help"):
        assert leak not in text


def test_that_help_states_the_limits_the_program_keeps() -> None:
    for code in LANGUAGES:
        text = explanation(COMMANDS["project"], load_language(code, RESOURCES))
        assert f" {MOST_MEMBERS}" in text
    assert str(GREATEST_SEED) in DOCUMENT.read_text(encoding="utf-8")


def test_that_the_manual_names_every_command_and_option() -> None:
    manual = DOCUMENT.read_text(encoding="utf-8")
    for command in COMMANDS.values():
        assert command.name in manual
        for option in command.options:
            assert option.name in manual, option
    for name in LATER:
        assert f"`{name}`" in manual
