"""From a TOML file to one Exercise, or to everything that is wrong with it."""

from collections.abc import Iterable
from pathlib import Path

from desktop.domain.errors import MissingResourceError, ModelFileError
from desktop.domain.exercise.exercise import (
    Answer,
    Exercise,
    ExerciseType,
    FeedbackQuestion,
    ReadyText,
)
from desktop.domain.exercise.review import DesignWarning
from desktop.domain.model.model import Model
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES
from desktop.modelfiles.exercises.form import (
    MOST_LINE,
    ExerciseFaultError,
    ExerciseFileError,
    ExerciseFileNotReadError,
    Faults,
    Form,
    TooManyFaultsError,
)
from desktop.modelfiles.exercises.injects import read_injects
from desktop.modelfiles.exercises.known import MOST_MINUTES, MOST_PARTS, Known
from desktop.modelfiles.exercises.parts import (
    MOST_NAME,
    check_holders,
    read_goal,
    read_objective,
    read_round,
    read_start,
    read_team,
)
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.tables import NO_NAME, Table, file_bytes, parse

FORMAT = 1
"""Of the files; a later program reads earlier ones."""
FOLDER = "exercises"
SUFFIX = ".toml"
TABLES = {
    "objectives": "objective",
    "teams": "team",
    "rounds": "round",
    "injects": "inject",
    "goals": "goal",
    "feedback": "feedback",
    "ready_texts": "ready_text",
}
"""Fields of Exercise that hold parts with ids -> their tables in a file, `[objective.<id>]`."""
MOST_TEAMS = 12
MOST_ROUNDS = 20
MOST_FEEDBACK = 40


def exercise_files(folder: Path = RESOURCES) -> tuple[Path, ...]:
    """Return the exercises' files in a resources folder, in the order of their names."""
    return tuple(sorted((folder / FOLDER).glob(f"*{SUFFIX}")))


def read_exercise_file(path: Path, model: Model) -> Exercise:
    """Read one exercise from a file.

    Raise ExerciseFileNotReadError where the system does not let it be read, ExerciseFileError
    where it is no exercise for this model.
    """
    try:
        content = file_bytes(path)
    except MissingResourceError as refusal:
        raise ExerciseFileNotReadError(path=path) from refusal
    return read_exercise(path.name, content, model)


def read_exercise(file: str, content: bytes, model: Model) -> Exercise:
    """Read one exercise; `file` is the name that faults give.

    Every id that it names is one of the exercise or of the model. Raise ExerciseFileError with
    all faults at once.
    """
    faults = Faults(file)
    try:
        exercise = exercise_of(parse(file, content), faults, model)
    except ModelFileError as fault:
        faults.take(fault)
    except TooManyFaultsError:
        pass
    if faults.found:
        raise ExerciseFileError(file, faults.found)
    return exercise


def exercise_of(table: Table, faults: Faults, model: Model) -> Exercise:
    """Read one exercise from the table of a whole file, and note what is wrong with it.

    Raise ModelFileError where reading on makes no sense. With faults it is what could be read.
    """
    written = table.integer("format", 1, 10**6)
    if written > FORMAT:
        table.fault("format", "exercise_of_later_version", known=FORMAT)
    whole = Form(table, faults)
    forms = {key: whole.entries(TABLES[key], most) for key, most in _MOST.items()}
    known = Known(
        model=model,
        levers=whole.ids("levers", tuple(model.levers)),
        teams=tuple(forms["teams"]),
        rounds=tuple(forms["rounds"]),
        objectives=tuple(forms["objectives"]),
    )
    teams = {name: read_team(name, form, known) for name, form in forms["teams"].items()}
    if teams:
        check_holders(whole, forms["teams"], teams, known)
    for key, part in (("levers", known.levers), ("round", forms["rounds"])):
        if not part:
            whole.fault(key, "empty_list" if whole.has(key) else "missing_key")
    exercise = Exercise(
        id=_id(whole),
        name=whole.wording("name", MOST_NAME),
        type=whole.choice("type", ExerciseType),
        summary=whole.wording("summary", MOST_LINE * 2),
        purpose=whole.wording("purpose"),
        storyline=whole.wording("storyline"),
        languages=_languages(whole),
        minutes=whole.whole("minutes", 1, MOST_MINUTES * 3),
        start=read_start(whole, model),
        levers=tuple(known.levers),
        objectives=tuple(
            read_objective(name, form, known) for name, form in forms["objectives"].items()
        ),
        teams=tuple(teams.values()),
        rounds=tuple(read_round(name, form, known) for name, form in forms["rounds"].items()),
        injects=read_injects(whole, known),
        goals=tuple(read_goal(name, form, known) for name, form in forms["goals"].items()),
        assumptions=whole.wordings("assumptions", MOST_PARTS),
        artificialities=whole.wordings("artificialities", MOST_PARTS),
        ground_rules=whole.wordings("ground_rules", MOST_PARTS),
        feedback=tuple(_feedback(name, form) for name, form in forms["feedback"].items()),
        ready_texts=tuple(_ready(name, form) for name, form in forms["ready_texts"].items()),
        facilitator_note=whole.optional_wording("facilitator_note"),
        first_day=whole.optional_date("first_day"),
        last_day=whole.optional_date("last_day"),
        place=whole.optional_wording("place", MOST_LINE),
        sponsor=whole.optional_wording("sponsor", MOST_LINE),
        handling=whole.optional_wording("handling", MOST_LINE),
    )
    whole.close()
    if not faults.found:
        _check_months(exercise, forms, whole)
    return exercise


_MOST = {
    "objectives": MOST_PARTS,
    "teams": MOST_TEAMS,
    "rounds": MOST_ROUNDS,
    "goals": MOST_PARTS,
    "feedback": MOST_FEEDBACK,
    "ready_texts": MOST_FEEDBACK,
}


def _id(whole: Form) -> str:
    name = whole.line("id")
    if name:
        whole.check_id(name, "id")
    return name


def _languages(whole: Form) -> tuple[LanguageCode, ...]:
    if not whole.has("languages"):
        return LANGUAGES
    texts = whole.ids("languages", LANGUAGES)
    if not texts:
        whole.fault("languages", "empty_list")
    return tuple(code for code in LANGUAGES if code in texts)


def _feedback(name: str, form: Form) -> FeedbackQuestion:
    question = FeedbackQuestion(name, form.wording("text"), form.choice("answer", Answer))
    form.close()
    return question


def _ready(name: str, form: Form) -> ReadyText:
    ready = ReadyText(name, form.wording("title", MOST_LINE), form.wording("text"))
    form.close()
    return ready


def _check_months(exercise: Exercise, forms: dict[str, dict[str, Form]], whole: Form) -> None:
    """Note what is to be played or judged after the exercise's horizon, and days the wrong way."""
    last, horizon = exercise.last_month, exercise.start.horizon
    if last > horizon:
        whole.fault("round", "months_past_the_horizon", last=str(last), horizon=str(horizon))
    for goal in exercise.goals:
        for criterion in goal.criteria:
            if criterion.month is not None and criterion.month > last:
                forms["goals"][goal.id].fault("criteria", "goal_after_play", last=str(last))
    first_day, last_day = exercise.first_day, exercise.last_day
    if first_day is not None and last_day is not None and last_day < first_day:
        whole.fault("last_day", "days_reversed")


def placed(file: str, warnings: Iterable[DesignWarning]) -> tuple[ExerciseFaultError, ...]:
    """Return warnings of a design with the places in the file that they are about."""
    return tuple(
        ExerciseFaultError(
            file=file,
            table=f"{TABLES[one.part]}.{one.id}" if one.id else NO_NAME,
            key=one.key or NO_NAME,
            reason=one.reason,
            **one.fields,
        )
        for one in warnings
    )
