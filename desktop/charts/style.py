"""The look of every standard control: palette and style sheet from the tokens of a theme."""

from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette

from desktop.charts.tokens import (
    SIZE_AXIS,
    SIZE_BODY,
    SIZE_CARD_TITLE,
    SIZE_HEADLINE,
    SIZE_PAGE,
    SIZE_PANEL_TITLE,
    Tokens,
)
from desktop.domain.errors import MissingResourceError
from desktop.modelfiles.resources import RESOURCES

SHEET_ICONS = (
    ("chevron-down", "ink2"),
    ("chevron-up", "ink2"),
    ("chevron-right", "ink2"),
    ("check", "onprimary"),
    ("check", "ink"),
    ("info", "ink2"),
    ("triangle-alert", "warnline"),
    ("circle-alert", "errink"),
)
"""Icons of the style sheet with their colour; it can only name files, so both themes have them."""


def palette(tokens: Tokens) -> QPalette:
    """Return the palette of a theme, disabled controls included."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.ink,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Text: tokens.ink,
        role.PlaceholderText: tokens.ink3,
        role.Button: tokens.surface,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.errink,
        role.Highlight: tokens.select,
        role.HighlightedText: tokens.ink,
        role.Accent: tokens.primary,
        role.Link: tokens.focus,
        role.LinkVisited: tokens.focus,
        role.ToolTipBase: tokens.ink,
        role.ToolTipText: tokens.surface,
        role.Light: tokens.surface,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.line2,
        role.Shadow: tokens.line2,
    }
    made = QPalette()
    for each, colour in colours.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.ink3))
    return made


def icon_file(name: str, colour: str, resources_dir: Path) -> Path:
    """Return the ready coloured icon that the style sheet names; it may be absent."""
    return resources_dir / "icons" / "style" / f"{name}.{colour.removeprefix('#')}.svg"


def style_sheet(tokens: Tokens, resources_dir: Path = RESOURCES) -> str:
    """Return the style sheet of a theme.

    Controls take their looks from the property `role`: `card`, `panel`, `bar`, `primary`,
    `quiet`, `danger`, `segment` (with `place` first, middle, last or only), `groupHead`,
    `warning`, `error`, and for labels `page`, `panelTitle`, `cardTitle`, `strong`, `second`,
    `note`, `mark`. Raise MissingResourceError when an icon it names is absent.
    """
    fields = {name: getattr(tokens, name) for name in Tokens.__slots__}
    for name, colour in SHEET_ICONS:
        path = icon_file(name, fields[colour], resources_dir)
        if not path.is_file():
            raise MissingResourceError(path=path)
        fields[f"icon_{name.replace('-', '_')}_{colour}"] = path.as_posix()
    path = resources_dir / "style" / "desk.qss"
    try:
        sheet = path.read_text(encoding="utf-8")
    except OSError as damage:
        raise MissingResourceError(path=path) from damage
    return Template(sheet).substitute(
        fields,
        size_axis=SIZE_AXIS,
        size_headline=SIZE_HEADLINE,
        size_body=SIZE_BODY,
        size_card_title=SIZE_CARD_TITLE,
        size_panel_title=SIZE_PANEL_TITLE,
        size_page=SIZE_PAGE,
    )
