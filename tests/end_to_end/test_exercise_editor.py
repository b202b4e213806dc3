"""An exercise is made of the demo at a real screen, by keys and clicks: a team, a round, three
injects, what the list of findings names mended one by one; its injects go out as a sheet and come
back changed, and all of it is printed.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db import Library
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.exercise.review import review
from desktop.modelfiles.exercises.read import read_exercise
from tests.end_to_end.screen import WHEEL_DOWN, WHEEL_UP, Hands, desk_on_screen
from tests.end_to_end.screens import Setting
from tests.modelfiles.exercises.example import model

pytestmark = pytest.mark.long

NAME = "Ten-minute demo (mine)"
MEXICAN = {
    "mx_leader_targeting": "Leader-targeting",
    "mx_port_controls": "Port and chemical",
    "community_policing": "Community policing",
    "mx_federal_backup": "Federal support",
}
"""Levers of the demo that nobody holds once there is one team, Washington's; what finds each."""
AMERICAN = ("us_tariff_on_mexico", "us_unilateral_force")
BRIEF = ("Your side keeps the border open and the votes at home. " * 20).strip()
ESCRITO = ("Su parte mantiene abierta la frontera y los votos en casa. " * 20).strip()
TEXT = ("The call comes at night and nobody knows who sent the trucks north. " * 4).strip()
TEXTO = ("La llamada llega de noche y nadie sabe de quien son los camiones. " * 4).strip()
IN_THE_FORM = (600, 560)
"""A place over the form of an inject, and over any other form, on this screen."""
PAPER_SECONDS = 240.0

Mend = Callable[["Writer"], None]


class Writer:
    """Write an exercise with a pair of hands."""

    def __init__(self, hands: Hands, folder: Path) -> None:
        self.hands, self._folder = hands, folder
        self._taken = 0

    def now(self, what: str) -> object:
        found = self.hands.ask("exercise")
        return found[what] if isinstance(found, dict) else None

    @property
    def findings(self) -> list[list[str]]:
        found = self.hands.ask("findings")
        assert isinstance(found, list)
        return found

    def picture(self) -> None:
        self._taken += 1
        assert self.hands.ask("shoot", self._folder / f"exercise-{self._taken}.png")

    def type(self, words: str) -> None:
        """Type into the field with the focus, and wait until it has come there."""
        self.hands.do("type", "--delay", 1, words)
        self.hands.until(lambda: str(self.hands.ask("typed")).endswith(words), words[:40])

    def both(self, english: str, spanish: str) -> None:
        """Write a text in both languages, from its English side on."""
        self.type(english)
        self.hands.key("Tab")
        self.type(spanish)

    def only(self, words: str) -> None:
        """Write something in the place of what stands in a line."""
        self.hands.key("ctrl+a")
        self.type(words)
        self.hands.key("Return")

    def field(self, *way: object) -> None:
        """Click a field of the form, turning the wheel until it is to be seen."""
        for turn in (*[WHEEL_DOWN] * 30, *[WHEEL_UP] * 60):
            place = self.hands.ask("field", *way)
            if place is not None:
                self.hands.click(place)
                return
            self.hands.do("mousemove", *IN_THE_FORM, "click", turn)
        raise AssertionError(f"never in sight: {way}")

    def several(self, name: str, texts: Sequence[tuple[str, str]]) -> None:
        """Add rows of texts, the focus being on the button that adds."""
        for number, text in enumerate(texts):
            if number:
                self.field(name)
            else:
                self.hands.key("Return")
            self.hands.found("field", name, number, "en")
            self.both(*text)

    def tick(self, names: Sequence[str]) -> None:
        """Tick or untick in the list that a button has opened."""
        for name in names:
            self.hands.click(self.hands.found("choice", name))
        self.hands.key("Escape")
        self.hands.until(lambda: "_Choosing" not in self.hands.open, "the list away")

    def tick_found(self, words: Mapping[str, str]) -> None:
        """Tick or untick in a long list, each found by words that are searched for."""
        for number, (name, sought) in enumerate(words.items()):
            if number:
                self.hands.key("shift+Tab", "ctrl+a")
            self.type(sought)
            self.hands.click(self.hands.found("choice", name))
        self.hands.key("Escape")
        self.hands.until(lambda: "_Choosing" not in self.hands.open, "the list away")

    def add(self, part: str) -> str:
        """Add a part of a kind; return its id."""
        self.hands.click(self.hands.found("outline", part, ""))
        before = self.now(part)
        assert isinstance(before, list)
        self.hands.press("exercises.add")
        self.hands.until(lambda: self.now(part) != before, f"one more of {part}")
        after = self.now(part)
        assert isinstance(after, list)
        (name,) = set(after) - set(before)
        return str(name)

    def settled(self) -> list[list[str]]:
        """Return what is still wrong or weak once that is worked out and saved."""
        self.hands.until(lambda: self.now("settled") is True, "a saved exercise")
        return self.findings

    def _is_at(self, part: str, name: str) -> bool:
        return self.now("place") == [part, name]

    def mend(self, ways: dict[tuple[str, str], Mend]) -> list[list[str]]:
        """Go to what is named, one after the other, until nothing is; return what was named.

        What goes away with something else that is named waits for that.
        """
        mended: list[list[str]] = []
        while found := self.settled():
            known = [n for n, one in enumerate(found) if (one[0], one[2]) in ways]
            assert known, f"no way to mend {found}"
            part, name, field, _ = one = found[known[0]]
            assert one not in mended, f"mended in vain: {one}"
            mended.append(one)
            self.hands.click(self.hands.ask("finding", known[0]))
            self.hands.until(partial(self._is_at, part, name), f"{part} {name}")
            ways[part, field](self)
        return mended


def _texts(english: str, spanish: str) -> Mend:
    return lambda writer: writer.both(english, spanish)


def _rows(name: str, count: int) -> Mend:
    texts = [(f"To hold, {n}", f"Sostener, {n}") for n in range(count)]
    return lambda writer: writer.several(name, texts)


def _unheld(writer: Writer) -> None:
    writer.hands.key("Return")
    writer.tick_found(MEXICAN)


def _minutes(writer: Writer) -> None:
    writer.only("90")


def _no_move(writer: Writer) -> None:
    writer.hands.press("exercises.take_out", "what=Moves of the facilitator, 1")


def _expected(writer: Writer) -> None:
    for number in range(2):
        if number:
            writer.field("expected")
        else:
            writer.hands.key("Return")
        writer.field("expected", number, "text", "en")
        writer.both("Ask before acting.", "Preguntar antes de actuar.")


def _claim(writer: Writer) -> None:
    writer.hands.key("Return")
    claim = next(iter(model().claims))
    writer.tick_found({claim: claim})


def _no_shock(writer: Writer) -> None:
    writer.hands.key("Down")


WAYS: dict[tuple[str, str], Mend] = {
    ("teams", "name"): _texts("Washington", "Washington"),
    ("teams", "brief"): _texts(BRIEF, ESCRITO),
    ("teams", "interests"): _rows("interests", 3),
    ("teams", "red_lines"): _rows("red_lines", 2),
    ("exercise", "levers"): _unheld,
    ("exercise", "minutes"): _minutes,
    ("rounds", "moves"): _no_move,
    ("rounds", "title"): _texts("The last word", "La palabra final"),
    ("rounds", "briefing"): _texts("It ends here.", "Con esto termina."),
    ("rounds", "decision"): _texts("What to do now.", "Decidan lo que hacen ahora."),
    ("injects", "title"): _texts("A call at night", "Una llamada de noche"),
    ("injects", "text"): _texts(TEXT, TEXTO),
    ("injects", "sender"): _texts("The press", "La prensa"),
    ("injects", "expected"): _expected,
    ("injects", "learning_point"): _texts("Listen first.", "Primero escuchar."),
    ("injects", "claims"): _claim,
    ("injects", "no_shock"): _no_shock,
}
"""How each field that a finding leads to is mended."""


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[Hands]:
    with desk_on_screen(tmp_path, Setting(1024, 768)) as found:
        yield found


@pytest.fixture
def writer(hands: Hands, tmp_path: Path, seen: None) -> Writer:
    return Writer(hands, tmp_path)


def test_that_hands_make_an_exercise_carry_its_injects_out_and_in_and_print_it(
    hands: Hands, writer: Writer, tmp_path: Path
) -> None:
    hands.key("ctrl+shift+y")
    hands.click(hands.found("exercises", "Ten-minute demo"))
    hands.press("exercises.copy_and_edit")
    hands.until(lambda: hands.ask("exercise") is not None, "the editor")

    # A team, a round and three injects; what is named as wrong or weak is mended.
    writer.add("teams")
    writer.field("levers")
    writer.tick(AMERICAN)
    mended = writer.mend(WAYS)
    last = writer.add("rounds")
    mended += writer.mend(WAYS)
    for number in range(3):
        writer.add("injects")
        hands.do("type", "The")
        hands.key("Tab")
        writer.only(str(5 + 10 * number))
        hands.key("Tab")
        writer.only("2036-06")
        mended += writer.mend(WAYS)
    assert len(mended) > len(WAYS)
    assert writer.settled() == []
    writer.picture()
    injects = writer.now("injects")
    assert isinstance(injects, list)

    # Out as a workbook, which somebody changes: one title, one inject gone, one new.
    sheet = tmp_path / "injects.xlsx"
    hands.ask("answer_with", sheet)
    hands.press("exercises.sheet")
    hands.choose("exercises.sheet.export")
    hands.until(sheet.exists, "a workbook")
    book = load_workbook(sheet)
    (table,) = book.worksheets
    heads = [cell.value for cell in table[1]]
    key, title = heads.index("Id") + 1, heads.index("Title (English)") + 1
    rows = {table.cell(row, key).value: row for row in range(2, table.max_row + 1)}
    table.cell(rows["inject_1"], title).value = "A call at dawn"
    table.append([cell.value for cell in table[rows["inject_3"]]])
    table.cell(table.max_row, key).value = "late_call"
    table.delete_rows(rows["inject_2"])
    book.save(sheet)

    # In again: what it would change is seen, and taken once agreed to.
    hands.press("exercises.sheet")
    hands.choose("exercises.sheet.import")
    hands.until(lambda: bool(hands.ask("proposal")), "what the sheet would change")
    assert hands.ask("proposal") == [
        "Added: 5. A call at night",
        "Changed: 2. A call at dawn (Title)",
        "Removed: 3. A call at night",
    ]
    assert writer.now("injects") == injects
    writer.picture()
    hands.press("exercises.sheet.take")
    hands.until(lambda: writer.now("injects") != injects, "the injects of the sheet")
    assert writer.settled() == []

    # On paper, in both languages, while the desk is used.
    folder = tmp_path / "paper"
    folder.mkdir()
    hands.ask("answer_with", folder)
    hands.press("exercises.print")
    hands.choose("exercises.print_both")
    hands.press("page.back")
    hands.press("page.back")
    ends = time.monotonic() + PAPER_SECONDS
    while not hands.ask("says", "exercises.printed", f"folder={folder / NAME}"):
        assert time.monotonic() < ends, "no paper"
        time.sleep(0.2)
    assert "ExercisePage" not in hands.open
    writer.picture()
    papers = {path.name for path in folder.rglob("*.pdf")}
    assert papers >= {
        "Situation-manual_Manual-de-situacion.pdf",
        "Decision-sheet-Washington_Hoja-de-decision-Washington.pdf",
    }

    made = _kept(tmp_path / "library.vecinos")
    assert review(made, model()) == ()
    (team,) = made.teams
    assert (team.name.en, team.brief.es, team.levers) == ("Washington", ESCRITO, AMERICAN)
    assert (made.rounds[-1].id, made.rounds[-1].title.es) == (last, "La palabra final")
    new = [one for one in made.injects if one.round == last]
    assert [one.id for one in new] == ["inject_1", "inject_3", "late_call"]
    assert [one.title.en for one in new] == ["A call at dawn", "A call at night", "A call at night"]
    assert {one.text.es for one in new} == {TEXTO}


def _kept(library: Path) -> Exercise:
    with Library.open(library, read_only=True) as store:
        return read_exercise("", store.exercises.load(store.exercises.find(NAME)).encode(), model())
