"""A document as one HTML file: pictures inside, readable by a screen reader, and printable."""

import base64
from collections.abc import Iterator
from html import escape

from desktop.reports.paper.sheet import GREY_OF_HEADS, GREY_OF_LINES, MARGIN, TAGS, Sizes
from desktop.reports.paper.tree import (
    BOX,
    Block,
    Boxes,
    Heading,
    ItemList,
    PageBreak,
    PaperDocument,
    Paragraph,
    Part,
    Picture,
    Row,
    Table,
    Text,
    WriteOn,
)

_FAMILY = '"Source Sans 3", "Segoe UI", system-ui, sans-serif'
_STYLE = """
body {{ font: {body}pt/1.4 {family}; color: #000;
  background: #fff; max-width: 46em; margin: 0 auto; padding: 1em; overflow-wrap: break-word; }}
h1 {{ font-size: {h1}pt; }} h2 {{ font-size: {h2}pt; }} h3 {{ font-size: {h3}pt; }}
h1, h2, h3 {{ line-height: 1.2; margin: 1em 0 .4em; break-after: avoid; }}
p, li {{ orphans: 2; widows: 2; }}
.introduces {{ break-after: avoid; }}
.note {{ font-size: {note}pt; }}
.margin {{ font-size: {margin}pt; border-bottom: 1px solid #{line}; }}
footer.margin {{ border-bottom: 0; border-top: 1px solid #{line}; margin-top: 2em; }}
table {{ border-collapse: collapse; width: 100%; margin: .6em 0; }}
thead {{ display: table-header-group; }} tr {{ break-inside: avoid; }}
th, td {{ border: 1px solid #{line}; padding: .25em .3em; text-align: left; vertical-align: top;
  font-size: {note}pt; hyphens: auto; }}
thead th {{ background: #{head}; }}
ul.boxes {{ list-style: none; padding-left: 0; }}
.line {{ border-bottom: 1px solid #{line}; height: {writing}pt; }}
img {{ max-width: 100%; height: auto; }} figure {{ margin: .6em 0; break-inside: avoid; }}
.page {{ break-before: page; }} section + section {{ break-before: page; }}
@page {{ size: letter; margin: {edge}pt; }}
@media print {{ body {{ max-width: none; padding: 0; }} .margin {{ display: none; }} }}
"""
_MARGINS = """
section.part-{n} {{ page: part-{n}; }}
@page part-{n} {{
  font-family: {family};
  @top-left {{ content: {title}; font-size: {size}pt; }}
  @top-right {{ content: {handling}; font-size: {size}pt; font-weight: bold; }}
  @bottom-left {{ content: {disclaimer}; font-size: {size}pt; width: 80%; text-align: left; }}
  @bottom-right {{ content: {page}; font-size: {size}pt; }}
}}
"""


def html(document: PaperDocument, sizes: Sizes) -> bytes:
    """Return the file."""
    return "".join(_lines(document, sizes)).encode("utf-8")


def _lines(document: PaperDocument, sizes: Sizes) -> Iterator[str]:
    first = document.parts[0].language
    yield f'<!DOCTYPE html>\n<html lang="{TAGS[first]}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(document.title)}</title>\n<style>"
    h1, h2, h3 = sizes.headings
    yield _STYLE.format(
        family=_FAMILY,
        body=sizes.body,
        note=sizes.note,
        margin=sizes.margin,
        h1=h1,
        h2=h2,
        h3=h3,
        line=GREY_OF_LINES,
        head=GREY_OF_HEADS,
        writing=sizes.writing_line,
        edge=MARGIN,
    )
    for n, part in enumerate(document.parts):
        yield _MARGINS.format(
            n=n,
            family=_FAMILY,
            size=sizes.margin,
            title=_quoted(part.title),
            handling=_quoted(part.handling),
            disclaimer=_quoted(part.disclaimer),
            page=_counted(part.page),
        )
    yield "</style>\n</head>\n<body>\n<main>\n"
    for n, part in enumerate(document.parts):
        yield from _part(part, n, sizes)
    yield "</main>\n</body>\n</html>\n"


def _part(part: Part, n: int, sizes: Sizes) -> Iterator[str]:
    name, language = escape(part.title), TAGS[part.language]
    yield f'<section class="part-{n}" lang="{language}" aria-label="{name}">\n'
    yield f'<p class="margin"><strong>{escape(part.handling)}</strong></p>\n'
    breaks = False
    for block in part.blocks:
        if isinstance(block, PageBreak):
            breaks = True
            continue
        shown = "".join(_block(block, sizes))
        yield f'<div class="page">\n{shown}</div>\n' if breaks else shown
        breaks = False
    yield f'<footer class="margin">{escape(part.disclaimer)}</footer>\n</section>\n'


def _block(block: Block, sizes: Sizes) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level}>{_text(block.text)}</h{block.level}>\n"
        case Paragraph():
            kinds = [name for name in ("note", "introduces") if getattr(block, name)]
            kind = f' class="{" ".join(kinds)}"' if kinds else ""
            yield f"<p{kind}>{_text(block.text)}</p>\n"
        case ItemList():
            kind = "ol" if block.numbered else "ul"
            items = "".join(f"<li>{_text(item)}</li>\n" for item in block.items)
            yield f"<{kind}>\n{items}</{kind}>\n"
        case Boxes():
            items = "".join(f"<li>{BOX} {_text(item)}</li>\n" for item in block.items)
            yield f'<ul class="boxes">\n{items}</ul>\n'
        case WriteOn():
            yield '<div class="line"></div>\n' * block.lines
        case Table():
            yield from _table(block, sizes)
        case Picture():
            data = base64.b64encode(block.png).decode("ascii")
            yield (
                f'<figure><img alt="{escape(block.alt)}" style="width: {100 * block.width:.4g}%" '
                f'src="data:image/png;base64,{data}"></figure>\n'
            )


def _table(table: Table, sizes: Sizes) -> Iterator[str]:
    yield f'<table aria-label="{escape(table.alt)}">\n<colgroup>'
    yield from (f'<col style="width: {100 * width:.4g}%">' for width in table.widths)
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    yield f"</colgroup>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    for row in table.rows:
        yield from _row(row, row.lines * sizes.writing_line, row_heads=table.row_heads)
    yield "</tbody>\n</table>\n"


def _row(row: Row, height: float, *, row_heads: bool) -> Iterator[str]:
    high = f' style="height: {height:.4g}pt"' if height else ""
    yield f"<tr{high}>"
    for place, cell in enumerate(row.cells):
        name = 'th scope="row"' if row_heads and place == 0 else "td"
        yield f"<{name}>{_text(cell)}</{name[:2]}>"
    yield "</tr>\n"


def _text(text: Text) -> str:
    found = []
    for run in text:
        words = escape(run.text, quote=False).replace("\n", "<br>")
        words = f"<em>{words}</em>" if run.emphasis else words
        if run.language is not None:
            words = f'<span lang="{TAGS[run.language]}">{words}</span>'
        found.append(f"<strong>{words}</strong>" if run.strong else words)
    return "".join(found)


def _quoted(words: str) -> str:
    """Return words as a string of CSS, in which nothing ends the style sheet."""
    # A blank behind an escaped letter would belong to it: blanks are escaped as well.
    kept = "".join(each if each.isalnum() else f"\\{ord(each):06x}" for each in words)
    return f'"{kept}"'


def _counted(page: str) -> str:
    """Return the words for a page's number with the counters in them."""
    before, _, rest = page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return " ".join(
        (_quoted(before), "counter(page)", _quoted(between), "counter(pages)", _quoted(after))
    )
