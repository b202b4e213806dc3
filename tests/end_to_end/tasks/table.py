"""The twenty tasks, and the acts of each as they are done at the real window.

`test_tasks.py` does them by hand and mouse and holds what it counted against this;
`python -m tests.end_to_end.tasks` prints the table of docs/tasks.md.
"""

from dataclasses import dataclass
from statistics import median

MOST = 6
"""No task takes more acts."""
MEDIAN = 3
"""Half of the tasks take no more than this."""


@dataclass(frozen=True)
class Act:
    """Be one act of a hand: `chord`, `click`, `drag`, or `word` with Enter."""

    kind: str
    what: str

    def __str__(self) -> str:
        """Return the act as the table tells it."""
        match self.kind:
            case "chord":
                return f"`{self.what}`"
            case "word":
                return f"`{self.what}` Enter"
        return f"{self.kind} *{self.what}*"


@dataclass(frozen=True)
class Task:
    """Name a task, its acts, and those in Spanish where other words are typed."""

    what: str
    acts: tuple[Act, ...]
    spanish: tuple[Act, ...] = ()

    def acts_in(self, language: str) -> tuple[Act, ...]:
        """Return the acts of one language."""
        return self.spanish if language == "es" and self.spanish else self.acts


def _chord(keys: str) -> Act:
    return Act("chord", keys)


def _word(typed: str) -> Act:
    return Act("word", typed)


def _click(what: str) -> Act:
    return Act("click", what)


_FIND = _chord("Ctrl+K")

TASKS: dict[int, Task] = {
    1: Task(
        "Find a lever by a word without its accent and set it",
        (_FIND, _word("prevencion juvenil 90")),
        (_FIND, _word("prevencion juvenil 90")),
    ),
    2: Task(
        "Make it start in March 2026 and ramp over two years",
        (_FIND, _word("youth from March 2026 over two years")),
        (_FIND, _word("juvenil desde marzo de 2026 en 24 meses")),
    ),
    3: Task("Type an exact value", (_click("the lever's value"), _word("87"))),
    4: Task(
        "Put it back",
        (_FIND, _word("put youth back")),
        (_FIND, _word("regresar prevencion juvenil")),
    ),
    5: Task(
        "Show only migration, all its charts",
        (_FIND, _word("only migration")),
        (_FIND, _word("solo migracion")),
    ),
    6: Task("See the raw months", (_click("Single months"),)),
    7: Task("Replay the last change", (_chord("F10"),)),
    8: Task(
        "Say why homicides rose: the wedges for 2030",
        (_click("the head of the chart"), _chord("Ctrl+Shift+W")),
    ),
    9: Task(
        "Open the source of the strongest link",
        (
            _click("the head of the chart"),
            _click("Source of the strongest link"),
            _click("Open in the browser"),
        ),
    ),
    10: Task("Pin the scenario", (_chord("Ctrl+B"),)),
    11: Task("Switch a package off", (_chord("Ctrl+Shift+P"), _click("the package's box"))),
    12: Task("List what differs and copy it", (_chord("Ctrl+Shift+C"), _click("Copy table"))),
    13: Task("Set a target line", (_chord("Ctrl+Shift+T"), _word("15"))),
    14: Task(
        "Ask what it would take",
        (_FIND, _word("what would it take"), _word("30")),
        (_FIND, _word("que haria falta"), _word("30")),
    ),
    15: Task("Undo three steps by the list", (_click("History"), _click("the third step"))),
    16: Task("Change the assumption set", (_click("Assumptions"), _click("another set"))),
    17: Task(
        "Show the three lines",
        (_FIND, _word("assume studies")),
        (_FIND, _word("suponer estudios")),
    ),
    18: Task(
        "Keep a version with a name",
        (_chord("Ctrl+S"), _click("Name it…"), _word("Before lunch")),
    ),
    19: Task(
        "Open yesterday's version beside today's",
        (_chord("Ctrl+Shift+J"), _word("yesterday")),
        (_chord("Ctrl+Shift+J"), _word("ayer")),
    ),
    20: Task("Switch the language", (_chord("Ctrl+L"),)),
}


def counts() -> dict[int, int]:
    """Return how many acts each task takes, in the language in which it takes more."""
    return {number: max(len(task.acts), len(task.spanish)) for number, task in TASKS.items()}


def page() -> str:
    """Return what docs/tasks.md ends with: the table, the most and the median."""
    number_of = counts()
    lines = ["| | task | how | acts |", "|---:|---|---|---:|"]
    for number, task in TASKS.items():
        how = " · ".join(map(str, task.acts))
        if task.spanish and task.spanish != task.acts:
            how += " — in Spanish " + " · ".join(map(str, task.spanish))
        lines.append(f"| {number} | {task.what} | {how} | {number_of[number]} |")
    found = number_of.values()
    said = f"Median {median(found):g}, most {max(found)}."
    return "\n".join((*lines, "", said, ""))
