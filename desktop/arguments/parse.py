"""Take the command line apart: which command, which options.

`argparse` splits the words; it is never left to complain or to explain, because it does so in
English only. Every option may lack its value or come twice as far as it is concerned, and what
is wrong is found here and raised with fields.
"""

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.arguments.commands import (
    COMMANDS,
    DESKTOP,
    GLOBAL,
    GROUPS,
    LATER,
    PROGRAM,
    Command,
    Option,
)
from desktop.arguments.errors import (
    BadChoiceError,
    MissingArgumentError,
    MissingOptionError,
    MissingValueError,
    NeedlessValueError,
    NotAWholeNumberError,
    NotInThisVersionError,
    RepeatedOptionError,
    UnexpectedArgumentError,
    UnknownActionError,
    UnknownOptionError,
)

WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,15}")
_NEGATIVE = re.compile(r"-[0-9.].*")


@dataclass(frozen=True, slots=True)
class CommandLine:
    """Hold what was typed, taken apart; values are still text."""

    command: Command
    argument: str | None
    values: Mapping[str, tuple[str, ...]]
    switches: frozenset[str]
    further: str | None = None
    """The second argument of a command that has two."""

    def value(self, option: str) -> str | None:
        """Return the value of an option that comes at most once, or None."""
        values = self.values.get(option, ())
        return values[0] if values else None

    def all(self, option: str) -> tuple[str, ...]:
        """Return every value of an option, in the order typed."""
        return self.values.get(option, ())

    def choice(self, option: str, choices: Sequence[str]) -> str:
        """Return the value of an option that has a short list of them; the first if absent."""
        text = self.value(option)
        if text is None:
            return choices[0]
        if text not in choices:
            raise BadChoiceError(option=option, text=text, choices=tuple(choices))
        return text

    def whole(self, option: str) -> int | None:
        """Return the value of an option that takes a whole number, or None."""
        text = self.value(option)
        if text is None:
            return None
        if WHOLE_NUMBER.fullmatch(text) is None:
            raise NotAWholeNumberError(option=option, text=text)
        return int(text)


def parse(words: Sequence[str]) -> CommandLine:
    """Take the words after the program's name apart; raise an ArgumentError that says why not."""
    before, dashes, after = _cut(words)
    given, rest = _split(before, GLOBAL)
    command = _command(rest, asks=bool({"--help", "--version"} & given.keys()))
    if command is not DESKTOP:
        del rest[: len(command.name.split())]
    more, arguments = _split(rest, command.options)
    given.update(more)
    values: dict[str, tuple[str, ...]] = {}
    switches = set()
    for option in (*GLOBAL, *command.options):
        found = given.get(option.name)
        if found is None:
            continue
        if option.takes is None:
            switches.add(option.name)
            continue
        # An empty one is what a script makes of a variable that was never set.
        texts = tuple(text for text in found if text)
        if len(texts) < len(found):
            raise MissingValueError(option=option.name)
        if len(texts) > 1 and not option.repeated:
            raise RepeatedOptionError(option=option.name)
        values[option.name] = texts
    for word in arguments:
        if word.startswith("-") and word != "-" and not _NEGATIVE.fullmatch(word):
            raise UnknownOptionError(option=word.partition("=")[0], command=command.typed)
    arguments += after if dashes else []
    argument = arguments.pop(0) if arguments and command.argument else None
    further = arguments.pop(0) if arguments and command.further else None
    if arguments:
        raise UnexpectedArgumentError(argument=arguments[0], command=command.typed)
    line = CommandLine(command, argument, values, frozenset(switches), further)
    lacking = _lacking(line)
    if lacking is not None and not _asks(line):
        raise MissingArgumentError(command=command.typed, reason=lacking)
    for option in command.options:
        if option.required and option.name not in values and not _asks(line):
            raise MissingOptionError(command=command.typed, option=option.name)
    return line


def _command(words: Sequence[str], *, asks: bool) -> Command:
    """Return the command that the first words name; none of them is the desk."""
    first = words[0] if words else ""
    name = " ".join(words[:2]) if first in GROUPS else first
    if name in LATER:
        raise NotInThisVersionError(feature=f"{PROGRAM} {name}")
    if first in GROUPS and name not in COMMANDS and not asks:
        choices = tuple(each.partition(" ")[2] for each in COMMANDS if each.startswith(f"{first} "))
        raise UnknownActionError(command=f"{PROGRAM} {first}", choices=choices)
    return COMMANDS.get(name, DESKTOP)


def _lacking(line: CommandLine) -> str | None:
    """Return the message id of the argument that is missing or empty, if one is."""
    command = line.command
    needed = command.argument_required or line.argument == ""
    if command.argument and needed and not line.argument:
        return command.argument
    return command.further if not line.further else None


def _asks(line: CommandLine) -> bool:
    return bool(line.switches & {"--help", "--version"})


def _cut(words: Sequence[str]) -> tuple[list[str], bool, list[str]]:
    """Return the words before a bare `--`, whether there is one, and the words after it."""
    if "--" not in words:
        return list(words), False, []
    place = list(words).index("--")
    return list(words[:place]), True, list(words[place + 1 :])


def _split(
    words: Sequence[str], options: Sequence[Option]
) -> tuple[dict[str, list[str | None]], list[str]]:
    """Return the values of these options, None where one is missing, and all other words."""
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
        argument_default=argparse.SUPPRESS,
    )
    for option in options:
        if option.takes is None:
            parser.add_argument(option.name, dest=option.name, action="append_const", const=None)
        else:
            parser.add_argument(option.name, dest=option.name, action="append", nargs="?")
    try:
        found, rest = parser.parse_known_args(list(words))
    except argparse.ArgumentError as refusal:
        raise NeedlessValueError(option=refusal.argument_name) from refusal
    return vars(found), rest
