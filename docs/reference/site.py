"""The pages put together and written: a site of linked pages, and one book for paper."""

import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from desktop.calibration.track_record import read_track_record
from desktop.charts.tokens import DARK, FONT_FILES, LIGHT, Tokens
from desktop.domain.claim import Mark
from desktop.domain.historical_record import Past
from desktop.domain.lever import Family, Grade
from desktop.domain.model.model import Model
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.read import read_model, read_record
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.weaknesses import Weakness, read_weaknesses
from desktop.reports.equation import Line, Look
from desktop.reports.track_words import Section, sections, verdicts
from docs.reference.elements import ElementEntries
from docs.reference.entries import Entry, Ref
from docs.reference.evidence import EvidenceEntries
from docs.reference.words import Words

TEMPLATES = Path(__file__).parent / "templates"
HOME, INDEX = "index", "find"
FONTS = "fonts"
_DIGEST_SHOWN = 12
_PAPER = 0.68
"""Size of mathematics in the book, as a share of that on screen."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold one line of the index."""

    title: str
    id: str
    kind: str
    anchor: str
    plain: str
    """What is searched: without accents and capitals."""
    foreign: bool


class Reference:
    """Hold all pages of one model in one language."""

    def __init__(self, model: Model, past: Past, code: LanguageCode) -> None:
        self.code = code
        self.words = Words(code)
        self.model = model
        self.language = load_language(code, RESOURCES)
        self._track_record = read_track_record(RESOURCES)
        elements = ElementEntries(model, self.language, self.words)
        evidence = EvidenceEntries(elements, past)
        self._elements = elements
        seen, numbers = [*evidence.pages()], [*elements.pages()]
        first, last = seen[:4], seen[4:]
        self.pages = [*first, *numbers, *last]
        self.pages.append(evidence.sources(self.pages))
        self._page_of = {entry.anchor: page.id for page in self.pages for entry in page.entries}
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    # ------------------------------------------------------------ what stands first

    def weaknesses(self) -> Iterator[tuple[Weakness, str, tuple[Ref, ...]]]:
        """Return each weakness with its counts put in, and what it is about."""
        counts = {name: self.language.number(count) for name, count in self.counts().items()}
        for weakness in read_weaknesses():
            text = self.language.wording(weakness.text).format(**counts)
            refs = []
            for about in weakness.about:
                number = about.removeprefix("link.")
                known = number.isdecimal()
                refs.append(self._elements.link_ref(int(number)) if known else self._about(about))
            yield weakness, text, tuple(refs)

    def _about(self, subject: str) -> Ref:
        if subject in self.model.indicators:
            name = self.language.wording(self.model.indicators[subject].name)
            return Ref(name, f"indicator-{subject}")
        return self._elements.ref(subject)

    def counts(self) -> Mapping[str, int]:
        """Return the counts that the weaknesses name."""
        model = self.model
        judged = [p for p in model.parameters.values() if p.evidence.grade is Grade.C]
        return {
            "parameters": len(model.parameters),
            "judged": len(judged),
            "fixed": sum(parameter.certain for parameter in judged),
            "indicators": len(model.indicators),
            "without_series": sum(i.series is None for i in model.indicators.values()),
            "levers": len(model.levers),
            "small": sum(lever.small_effect for lever in model.levers.values()),
            "events": len(model.events),
        }

    def claims(self) -> Iterator[tuple[str, int, tuple[Ref, ...]]]:
        """Return for each mark how many claims bear it, and those that the model falls short of."""
        claims = self.model.claims.values()
        for mark in Mark:
            bearing = [claim.id for claim in claims if claim.mark is mark]
            listed = () if mark is Mark.CARRIED else bearing
            refs = tuple(Ref(each, f"claim-{each}") for each in listed)
            yield self.language.text(f"evidence.mark.{mark}"), len(bearing), refs

    def verdicts(self) -> list[list[str]]:
        """Return what was demanded of the model against the past, each target met or missed."""
        indicators, weaknesses = self.model.indicators, read_weaknesses()
        return verdicts(self._track_record, indicators, weaknesses, self.language)

    def track_record(self) -> tuple[Section, ...]:
        """Return how the model did against the past, beside simple rivals."""
        return sections(self._track_record, self.model.indicators, self.language)

    def index(self) -> list[Found]:
        """Return everything that has an entry, by name."""
        found = [
            Found(
                entry.title,
                entry.id,
                self.words(entry.kind),
                entry.anchor,
                plain(f"{entry.title} {entry.id}"),
                entry.foreign_title,
            )
            for page in self.pages
            for entry in page.entries
        ]
        return sorted(found, key=lambda each: _order(each.title))

    # ------------------------------------------------------------ writing

    def write_site(self, folder: Path) -> None:
        """Write every page of the site."""
        folder.mkdir(parents=True, exist_ok=True)
        for page in self.pages:
            html = self._render("page.html.j2", page=page, current=page.id)
            (folder / f"{page.id}.html").write_text(html, encoding="utf-8")
        home = self._render("home.html.j2", current=HOME)
        (folder / f"{HOME}.html").write_text(home, encoding="utf-8")
        find = self._render("find.html.j2", current=INDEX, found=self.index())
        (folder / f"{INDEX}.html").write_text(find, encoding="utf-8")

    def book(self) -> str:
        """Return the whole book as one page for the printer."""
        return self._render("book.html.j2", current="", book=True)

    def _render(self, template: str, *, book: bool = False, **fields: object) -> str:
        model, date = self.model, self.language.date
        made_from = self.words(
            "made_from",
            version=model.version,
            digest=model.digest[:_DIGEST_SHOWN],
            vantage=date(model.clock.vantage),
            horizon=date(model.clock.horizon),
        )

        def href(anchor: str) -> str:
            return f"#{anchor}" if book else f"{self._page_of[anchor]}.html#{anchor}"

        return self._environment.get_template(template).render(
            reference=self,
            words=self.words,
            text=self.language.text,
            code=self.code,
            other=next(each for each in LANGUAGES if each != self.code),
            pages=self.pages,
            made_from=made_from,
            href=href,
            markup=Markup,
            drawing=_for_paper if book else str,
            blocks=_blocks,
            known=self._page_of,
            home=HOME,
            find=INDEX,
            book=book,
            **fields,
        )


def _order(title: str) -> tuple[bool, int, str]:
    """Return what names are sorted by: letters first, then numbers by their size."""
    number = re.match(r"[0-9]+", title)
    return (number is not None, int(number[0]) if number else 0, plain(title))


def _for_paper(svg: str) -> str:
    """Return a drawing in the size of the book's type."""

    def scaled(found: re.Match[str]) -> str:
        return f'{found[1]}="{float(found[2]) * _PAPER:.1f}"'

    head, end, rest = svg.partition("viewBox")
    return re.sub(r'(width|height)="([0-9.]+)"', scaled, head) + end + rest


def _blocks(lines: tuple[Line, ...]) -> list[tuple[int, list[tuple[str, str, str]]]]:
    """Return the lines of an equation in words: depth, and look, text and id of each piece."""
    blocks = []
    for line in lines:
        pieces = []
        for piece in line.pieces:
            kind = "arg" if piece.look is Look.NAME and piece.id == piece.text else piece.look.value
            pieces.append((kind, piece.text, piece.id))
        blocks.append((line.depth, pieces))
    return blocks


def plain(text: str) -> str:
    """Return a text without accents and capitals."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def style() -> str:
    """Return the style sheet, with the colours of the program in both themes."""
    sheet = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    return sheet.replace("/* light */", _colours(LIGHT)).replace("/* dark */", _colours(DARK))


def _colours(tokens: Tokens) -> str:
    names = (
        "window",
        "panel",
        "surface",
        "sunken",
        "hover",
        "select",
        "line",
        "line2",
        "ink",
        "ink2",
        "ink3",
        "primary",
        "onprimary",
        "focus",
        "warnbg",
        "warnink",
        "warnline",
    )
    lines = [f"--{name}: {getattr(tokens, name)};" for name in names]
    lines += [f"--{family}: {tokens.family_text(family)};" for family in Family]
    return " ".join(lines)


def references() -> dict[LanguageCode, Reference]:
    """Return the pages of the shipped model in every language."""
    model, past = read_model(RESOURCES), read_record(RESOURCES)
    return {code: Reference(model, past, code) for code in LANGUAGES}


def write_sites(made: Mapping[LanguageCode, Reference], folder: Path) -> None:
    """Write the site of every language, with the style sheet and the fonts they share."""
    folder.mkdir(parents=True, exist_ok=True)
    for code, reference in made.items():
        reference.write_site(folder / code)
    (folder / "style.css").write_text(style(), encoding="utf-8")
    (folder / "find.js").write_text(
        (TEMPLATES / "find.js").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (folder / FONTS).mkdir(exist_ok=True)
    for name in (*FONT_FILES, "LICENSE.md"):
        shutil.copyfile(RESOURCES / FONTS / name, folder / FONTS / name)


def all_entries(reference: Reference) -> Iterator[Entry]:
    """Return every entry of every page."""
    for page in reference.pages:
        yield from page.entries
