"""The commands of this version, their options, and those whose place is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

PROGRAM = "vecinos"


@dataclass(frozen=True, slots=True)
class Option:
    """Describe one option; its explanation is the message `option.<id>`."""

    name: str
    takes: str | None = None
    """Message id of what stands for its value in explanations; None for a switch."""
    repeated: bool = False
    required: bool = False
    of: str = ""
    """What tells it from an option of the same name that means something else."""

    @property
    def id(self) -> str:
        """Return the name as message ids have it."""
        name = self.name.lstrip("-").replace("-", "_")
        return f"{name}_{self.of}" if self.of else name


@dataclass(frozen=True, slots=True)
class Command:
    """Describe one command; its explanation is the message `command_line.<id>`."""

    name: str
    options: tuple[Option, ...] = ()
    argument: str | None = None
    """Message id of what stands for its one argument in explanations."""
    argument_required: bool = True
    further: str | None = None
    """Message id of what stands for its second argument, which is needed if the first is."""

    @property
    def id(self) -> str:
        """Return the name as message ids have it."""
        return self.name.replace("-", "_").replace(" ", "_")

    @property
    def typed(self) -> str:
        """Return what a person types to get it."""
        return f"{PROGRAM} {self.name}".rstrip()


JSON = Option("--json")
GOALS = Option("--goals")
SCRIPT = Option("--script", "metavar.script", required=True)
STORE = Option("--store", "metavar.file")
RUN = (
    Option("--scenario", "metavar.name"),
    Option("--set", "metavar.setting", repeated=True),
    Option("--event", "metavar.event", repeated=True),
    Option("--assumptions", "metavar.assumptions"),
    Option("--store", "metavar.file"),
)
GLOBAL = (
    Option("--lang", "metavar.lang"),
    Option("--debug"),
    Option("--safe-mode"),
    Option("--version"),
    Option("--help"),
)
DESKTOP = Command("", argument="metavar.file", argument_required=False)
COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in (
        Command(
            "project",
            (
                *RUN,
                Option("--members", "metavar.number"),
                Option("--seed", "metavar.number"),
                Option("--out", "metavar.table"),
            ),
        ),
        Command("levers", (JSON,)),
        Command("indicators", (JSON,)),
        Command("events", (JSON,)),
        Command("sources", (JSON,)),
        Command("assumptions", (JSON,)),
        Command("scenarios", (STORE, JSON)),
        Command(
            "backups",
            (STORE, Option("--restore", "metavar.number"), JSON),
            argument="metavar.out_library",
            argument_required=False,
        ),
        Command("pack", (STORE,), argument="metavar.name_or_folder", further="metavar.out_pack"),
        Command("unpack", (STORE, JSON), argument="metavar.pack"),
        Command("check-store", (JSON,), argument="metavar.file"),
        Command(
            "forget",
            (
                Option("--store", "metavar.file", required=True, of="forget"),
                Option("--names"),
                Option("--notes"),
            ),
        ),
        Command(
            "snapshot",
            (
                *RUN,
                Option("--view", "metavar.view"),
                Option("--until", "metavar.month"),
                Option("--theme", "metavar.theme"),
                Option("--size", "metavar.size"),
                Option("--scale", "metavar.scale"),
            ),
            argument="metavar.picture",
        ),
        Command(
            "export-model",
            (
                *RUN,
                Option("--member", "metavar.member"),
                Option("--members", "metavar.number"),
                Option("--seed", "metavar.number"),
            ),
            argument="metavar.model",
        ),
        Command(
            "hindcast",
            (Option("--origin", "metavar.year"), Option("--told", "metavar.told"), JSON),
        ),
        Command(
            "calibrate",
            (
                Option("--origin", "metavar.year"),
                Option("--resume"),
                Option("--into", "metavar.folder"),
            ),
        ),
        Command(
            "explore",
            (
                Option("--out", "metavar.long_table", required=True, of="explore"),
                Option("--executor", "metavar.executor"),
                Option("--resume", of="explore"),
            ),
            argument="metavar.exercise",
        ),
        Command("exercise list", (JSON,)),
        Command("exercise validate", (GOALS, JSON), argument="metavar.exercise"),
        Command(
            "exercise import-msel",
            (
                Option("--into", "metavar.exercise", required=True, of="exercise"),
                Option("--out", "metavar.exercise", required=True, of="exercise"),
                JSON,
            ),
            argument="metavar.table",
        ),
        Command("exercise export-msel", argument="metavar.exercise", further="metavar.table"),
        Command(
            "exercise play",
            (SCRIPT, Option("--store", "metavar.file", required=True, of="play"), JSON),
            argument="metavar.exercise",
        ),
        Command(
            "paper",
            (Option("--large"),),
            argument="metavar.exercise",
            further="metavar.out_folder",
        ),
        Command(
            "brief",
            (Option("--out", "metavar.brief", required=True, of="report"), STORE),
            argument="metavar.name",
        ),
        Command(
            "report",
            (
                Option("--out", "metavar.report", required=True, of="report"),
                Option("--no-names"),
                STORE,
            ),
            argument="metavar.name",
        ),
        Command("self-test", (Option("--source"),)),
    )
}
GROUPS = frozenset(name.partition(" ")[0] for name in COMMANDS if " " in name)
"""First words of commands that have two."""
LATER = frozenset(
    {
        "verify",
    }
)
"""Commands whose place is kept; they are refused, never ignored."""
