"""Everything of the program that opens and can be put away, with how hands do both.

`what` is the class that opens; a menu that is no class of its own is told by where it is made.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.end_to_end.screen import WHEEL_DOWN, Hands

LEVER = "mx_security_spending"
LEVERS = "exercise.field.levers"
"""The message that names the choice of an exercise's levers."""
ESCAPE = "Escape"
IN_A_FORM = (600, 500)
"""A place of the form of an exercise, on every screen."""
ROOM = (400, 300)
"""A place of the room's window, which fills the screen."""

Do = Callable[[Hands], None]


@dataclass(frozen=True)
class Opening:
    """Name something that opens, and the ways to put it away."""

    what: str
    open: Do
    button: str | None = None
    """The message on the button that closes it."""
    ground: Do | None = None
    """What has to be open before."""
    outside: bool = False
    """Whether a click outside puts it away."""
    escape: bool = True
    """Whether Escape puts it away; what stands beside the work stays until its button."""

    @property
    def shown(self) -> str:
        """Return the class by which it shows."""
        return "QMenu" if "." in self.what else self.what


def keys(*pressed: str) -> Do:
    """Press keys."""
    return lambda hands: hands.key(*pressed)


def press(message: str) -> Do:
    """Click the button that a message words."""
    return lambda hands: hands.press(message)


def part(name: str) -> Do:
    """Click a part of the window."""
    return lambda hands: hands.click(hands.found("part", name))


def in_row(name: str) -> Do:
    """Click a part of the lever's row, wherever the list was left."""

    def do(hands: Hands) -> None:
        hands.scroll_to(LEVER)
        part(f"{name}-{LEVER}")(hands)

    return do


def choose(before: Do, *entries: str | tuple[str, ...]) -> Do:
    """Open a menu and click through its entries."""

    def do(hands: Hands) -> None:
        before(hands)
        for entry in entries:
            hands.choose(*((entry,) if isinstance(entry, str) else entry))

    return do


def _look_round(hands: Hands) -> None:
    hands.key("F1")
    hands.press("help.look_round")


def _on_timeline(hands: Hands) -> None:
    hands.click_right(hands.found("month", 2028, 6))


def _on_the_list(hands: Hands) -> None:
    """Open the browser and wait for its rows: before, its keys have nothing to act on."""
    hands.key("ctrl+o")
    hands.until(lambda: hands.ask("scenario", 0) is not None, "a list")


def _tags(hands: Hands) -> None:
    """Give a scenario more tags than there is room for."""
    _on_the_list(hands)
    if hands.ask("button", "browser.more_tags") is None:
        hands.press("browser.do.tag")
        hands.until(lambda: "InlinePrompt" in hands.open, "the question")
        hands.do("type", ", ".join(f"a rather long tag, number {n}" for n in range(9)))
        hands.key("Return")


def _right_click_on_a_row(hands: Hands) -> None:
    hands.click_right(hands.found("scenario", 0))


def _after_an_edit(hands: Hands) -> None:
    hands.key("End")
    hands.rest()


def _a_failure(hands: Hands) -> None:
    hands.ask("answer_with", "picture.gif")
    hands.key("ctrl+e")


def _prepare(hands: Hands) -> None:
    """Have the presenter's bar, with the room shown nowhere."""
    if "PresenterBar" not in hands.open:
        choose(press("desk.menu"), "room.menu", "action.prepare")(hands)
        hands.until(lambda: "PresenterBar" in hands.open, "the bar")
        # A button is pressed where it stands, once what has come has its place.
        hands.rest()


def _ask_the_room(hands: Hands) -> None:
    """Have the bar on which a room is asked; the same keys ask once it is open."""
    if "CallsBar" not in hands.open:
        hands.key("ctrl+r")
        hands.until(lambda: "CallsBar" in hands.open, "the question")
        hands.rest()


def _present(hands: Hands) -> None:
    """Have the room over the desk, on the only screen there is."""
    if "RoomWindow" not in hands.open:
        hands.key("F11")
        hands.until(lambda: "RoomWindow" in hands.open, "the room")


def _exercises(hands: Hands) -> None:
    """Have the list of exercises, with one that can be printed chosen."""
    if "ExercisePage" not in hands.open:
        hands.key("ctrl+shift+y")
        hands.until(lambda: hands.ask("button", "exercises.print") is not None, "a list")


def _an_exercise(hands: Hands) -> None:
    """Have an exercise of one's own under edit, made once."""
    if hands.ask("button", LEVERS) is not None:
        return
    _exercises(hands)
    ways = ("exercises.edit", "exercises.copy_and_edit")
    hands.until(lambda: any(hands.ask("button", way) for way in ways), "an exercise chosen")
    hands.press(next(way for way in ways if hands.ask("button", way)))

    def in_sight() -> bool:
        found = hands.ask("button", LEVERS) is not None
        if not found:
            hands.do("mousemove", *IN_A_FORM, "click", WHEEL_DOWN)
        return found

    hands.until(in_sight, "the choice of levers")


def _a_sheet(hands: Hands) -> None:
    """Bring a sheet that is not there."""
    hands.ask("answer_with", "nowhere.xlsx")
    hands.press("exercises.sheet")
    hands.choose("exercises.sheet.import")


def _an_own_exercise(hands: Hands) -> None:
    """Have one's own exercise chosen in the list."""
    _an_exercise(hands)
    hands.press("page.back")
    hands.until(lambda: hands.ask("button", "exercises.earlier") is not None, "one's own")


def _a_play(hands: Hands) -> None:
    """Have a play open with its page on show, begun once."""
    if "ConductPage" in hands.open:
        return
    hands.key("ctrl+shift+l")
    either = {"ConductPage", "PlaysPage"}
    hands.until(lambda: not either.isdisjoint(hands.open), "a page")
    if "PlaysPage" in hands.open:
        hands.key(ESCAPE)
        _exercises(hands)
        hands.press("plays.begin")
        hands.until(lambda: "ConductPage" in hands.open, "the play")
        hands.rest()


def _the_sheets(hands: Hands) -> None:
    """Have a place for sheets from another laptop on the page of a play."""
    _a_play(hands)
    if "ImportSheets" not in hands.open:
        choose(press("conduct.more_commands"), "sheets.open")(hands)
        hands.until(lambda: "ImportSheets" in hands.open, "the sheets")


def _report(hands: Hands) -> None:
    """Open the report of the play by its menu."""
    choose(press("conduct.more_commands"), "report_page.open")(hands)


def _a_report(hands: Hands) -> None:
    """Have the report of the play open."""
    if "ReportPage" not in hands.open:
        _a_play(hands)
        _report(hands)
        hands.until(lambda: "ReportPage" in hands.open, "the report")
        hands.rest()


def _no_play(hands: Hands) -> None:
    """Have the desk alone, with a play open."""
    _a_play(hands)
    hands.key(ESCAPE)
    hands.until(lambda: "ConductPage" not in hands.open, "the desk")


def _menu(what: str, open_: Do, ground: Do | None = None) -> Opening:
    return Opening(what, open_, outside=True, ground=ground)


PAGES = (
    Opening("ScenarioBrowser", keys("ctrl+o"), "page.back"),
    Opening("VersionPage", keys("ctrl+shift+h"), "page.back"),
    Opening("DataPage", keys("ctrl+shift+d"), "page.back"),
    Opening("EventsPage", keys("ctrl+shift+g"), "page.back"),
    Opening("WedgePage", keys("ctrl+shift+w"), "page.back"),
    Opening("MapPage", keys("ctrl+shift+v"), "page.back"),
    Opening("HelpPage", keys("F1"), "page.back"),
    Opening("OutcomesPage", keys("ctrl+shift+a"), "page.back"),
    Opening("AskPage", keys("ctrl+shift+r"), "page.back"),
    Opening(
        "PlacePage", choose(press("desk.menu"), "room.menu", "action.check_place"), "page.back"
    ),
    Opening("EvaluationPage", keys("ctrl+h"), "trust.back"),
    Opening("ExercisePage", keys("ctrl+shift+y"), "page.back"),
    Opening("PlaysPage", keys("ctrl+shift+l"), "page.back"),
    Opening("ConductPage", keys("ctrl+shift+l"), "page.back", ground=_no_play),
    Opening("HotWashPage", keys("ctrl+shift+k"), "page.back", ground=_no_play),
    Opening("ReportPage", _report, "page.back", ground=_a_play),
)
WINDOWS = (
    Opening("AssumptionPanel", choose(part("assumptions"), "assume.open"), "dialog.close"),
    Opening("LeverCard", in_row("info"), "dialog.close"),
    Opening("SurvivalWindow", choose(part("assumptions"), "assume.survey"), "dialog.close"),
    Opening("CompareWindow", keys("ctrl+shift+c"), "dialog.close"),
    Opening("PinChooser", keys("ctrl+shift+j")),
)
POPOVERS = (
    Opening("Palette", keys("ctrl+k"), outside=True),
    Opening("FutureCard", keys("ctrl+g"), outside=True),
    Opening("TargetCard", keys("ctrl+shift+t"), outside=True),
    Opening("PackageCard", keys("ctrl+shift+p"), outside=True),
    Opening("TimeProfile", in_row("clock"), outside=True),
    Opening("EarlierPredictions", press("calls.earlier"), outside=True, ground=_ask_the_room),
    Opening("_Choosing", press(LEVERS), outside=True, ground=_an_exercise),
    Opening(
        "OwnNamePopover",
        choose(
            lambda hands: hands.click_right(hands.found("part", f"info-{LEVER}")),
            "levers.own_name",
        ),
        outside=True,
    ),
    Opening("NamePopover", press("notice.name_version"), outside=True, ground=keys("ctrl+s")),
)
MENUS = (
    _menu("top_bar.menu", press("desk.menu")),
    _menu("main_menu.library", choose(press("desk.menu"), "desk.library_menu")),
    _menu("main_menu.recent", choose(press("desk.menu"), "desk.library_menu", "desk.recent_menu")),
    _menu("main_menu.scenario", choose(press("desk.menu"), "desk.scenario_menu")),
    _menu("main_menu.brief", choose(press("desk.menu"), "desk.scenario_menu", "desk.brief_menu")),
    _menu("main_menu.reset", choose(press("desk.menu"), "desk.reset")),
    _menu("main_menu.room", choose(press("desk.menu"), "room.menu")),
    _menu("main_menu.screens", choose(press("desk.menu"), "room.menu", "room.screen_menu")),
    _menu("room_window.menu", lambda hands: hands.click_right(ROOM), ground=_present),
    _menu("presenter_bar.charts_menu", press("room.charts"), ground=_prepare),
    _menu("main_menu.charts", choose(press("desk.menu"), "curves.title")),
    _menu("main_menu.view", choose(press("desk.menu"), "desk.view_menu")),
    _menu("top_bar.scenario_menu", part("scenario")),
    _menu("top_bar.history_menu", press("desk.history"), ground=_after_an_edit),
    _menu("picker._menu", part("assumptions")),
    _menu("chart_card.menu", part("dots1")),
    _menu("package_card.example_menu", press("packages.examples"), ground=keys("ctrl+shift+p")),
    _menu("chart_toolbar.family_menu", part("families")),
    _menu("chart_toolbar.reset_menu", part("reset")),
    _menu("pin_bar.difference_menu", press("compare.difference"), ground=keys("ctrl+b")),
    Opening("EventMenu", _on_timeline, outside=True),
    _menu("event_menu.place", choose(_on_timeline, ("timeline.place", "month=@2028-06"))),
    _menu("tag_chips.menu", press("browser.more_tags"), ground=_tags),
    _menu("conduct_page.menu", press("conduct.more_commands"), ground=_a_play),
    _menu("conduct_page.why_menu", press("conduct.why"), ground=_a_play),
    _menu("form_writing.menu", press("sheets.forms"), ground=_the_sheets),
    _menu("left_column.menu", press("conduct.go_to_stage"), ground=_a_play),
    _menu("earlier_states.menu", press("exercises.earlier"), ground=_a_report),
    _menu("export_button.menu", press("report_page.export"), ground=_a_report),
    _menu("exercise_printing.menu", press("exercises.print"), ground=_exercises),
    _menu("exercise_actions.menu", press("exercises.earlier"), ground=_an_own_exercise),
    _menu("sheet_exchange.menu", press("exercises.sheet"), ground=_exercises),
    _menu(
        "lever_marks.menu",
        lambda hands: hands.click_right(hands.found("part", f"info-{LEVER}")),
    ),
    _menu("browser.menu", _right_click_on_a_row, ground=_on_the_list),
)
BESIDE = (
    Opening("ExplainPanel", keys("ctrl+i"), "explain.hide"),
    Opening("LookRound", _look_round, "tour.leave"),
    Opening("InlinePrompt", keys("F2"), "dialog.cancel", ground=_on_the_list),
    Opening("TopPrompt", keys("ctrl+n"), "dialog.cancel"),
    Opening("PresenterBar", _prepare, "room.end", escape=False),
    Opening("CallsBar", _ask_the_room, "calls.close"),
    Opening(
        "ImportSheets",
        choose(press("conduct.more_commands"), "sheets.open"),
        "dialog.close",
        ground=_a_play,
    ),
    Opening("SheetProposal", _a_sheet, "dialog.cancel", ground=_an_exercise),
    Opening("NoticePrompt", keys("ctrl+shift+m"), "dialog.cancel"),
    Opening("CountdownPrompt", keys("F6"), "dialog.cancel"),
    Opening("NoticeBar", keys("ctrl+s"), "notice.close", escape=False),
    Opening("FailureBanner", _a_failure, "notice.close", escape=False),
)
OPENINGS = (*PAGES, *WINDOWS, *POPOVERS, *MENUS, *BESIDE)
