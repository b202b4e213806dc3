"""Word what --help prints."""

import textwrap
from collections.abc import Sequence

from desktop.arguments.commands import COMMANDS, DESKTOP, GLOBAL, PROGRAM, Command, Option
from desktop.language.language import Language

WIDTH = 88
_UNBROKEN = "\u00a0"


def explanation(command: Command, language: Language) -> str:
    """Return what --help prints about a command, or about the program."""
    # A line may break between the parts, not inside one.
    usage = " ".join(part.replace(" ", _UNBROKEN) for part in _usage(command, language))
    paragraphs = [
        textwrap.fill(
            usage,
            WIDTH,
            subsequent_indent=" " * (len(command.typed) + 1),
            break_on_hyphens=False,
        ).replace(_UNBROKEN, " "),
        textwrap.fill(language.text(f"command_line.{command.id or PROGRAM}"), WIDTH),
    ]
    if command is DESKTOP:
        commands = [
            (listed.typed, language.text(f"command_line.{listed.id}"))
            for listed in COMMANDS.values()
        ]
        paragraphs.append(_listing(language.text("help.commands"), commands))
    for title, options in (("help.options", command.options), ("help.global", GLOBAL)):
        rows = [
            (_shown(option, language), language.text(f"option.{option.id}")) for option in options
        ]
        if rows:
            paragraphs.append(_listing(language.text(title), rows))
    return "\n\n".join(paragraphs) + "\n"


def _usage(command: Command, language: Language) -> list[str]:
    parts = [command.typed]
    if command.argument:
        argument = language.text(command.argument)
        parts.append(argument if command.argument_required else f"[{argument}]")
    if command.further:
        parts.append(language.text(command.further))
    for option in command.options:
        shown = _shown(option, language)
        parts.append(shown if option.required else f"[{shown}]" + "…" * option.repeated)
    return parts


def _shown(option: Option, language: Language) -> str:
    return option.name if option.takes is None else f"{option.name} {language.text(option.takes)}"


def _listing(title: str, rows: Sequence[tuple[str, str]]) -> str:
    lines = [title]
    for name, text in rows:
        lines.append(f"  {name}")
        lines.append(textwrap.fill(text, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6))
    return "\n".join(lines)
