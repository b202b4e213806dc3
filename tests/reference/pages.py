"""What a written page holds: anchors, links, and the words a reader sees."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_VOID = frozenset({"meta", "link", "input", "br", "img", "path", "rect", "line", "circle"})


@dataclass
class Read(HTMLParser):
    """Read one page. `words` are those in the page's language, `foreign` those marked as not."""

    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    language: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        self.anchors |= {given["id"] or ""} if "id" in given else set()
        self.links += [given[name] or "" for name in ("href", "src") if name in given]
        other = given.get("translate") == "no" or given.get("lang") not in (None, self.language)
        hidden = bool(self._open) and self._open[-1][1]
        if tag not in _VOID:
            self._open.append((tag, other or hidden))
        for name in ("placeholder", "aria-label", "title"):
            if given.get(name):
                self.words.append(given[name] or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take no notice: what is drawn has neither words nor links."""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if not text or (self._open and self._open[-1][0] in ("script", "style")):
            return
        (self.foreign if self._open and self._open[-1][1] else self.words).append(text)


def read(path: Path) -> Read:
    """Read a page from its file."""
    page = Read()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def site(folder: Path) -> Iterator[tuple[Path, Read]]:
    """Read every page of a folder."""
    for path in sorted(folder.rglob("*.html")):
        yield path, read(path)
