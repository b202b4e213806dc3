"""The book for paper."""

from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from desktop.charts.tokens import FONT_FILES
from desktop.modelfiles.resources import RESOURCES
from docs.reference.site import FONTS, TEMPLATES, Reference, style

_WEIGHTS = (400, 500, 600, 700)


def write_book(reference: Reference, target: Path) -> int:
    """Write the book as PDF; return its pages. It is tagged, so that it can be read aloud."""
    fonts = FontConfiguration()
    faces = "".join(
        f'@font-face {{ font-family: "Source Sans 3"; font-weight: {weight}; '
        f"src: url({(RESOURCES / FONTS / name).as_uri()}); }}"
        for name, weight in zip(FONT_FILES, _WEIGHTS, strict=True)
    )
    screen = style().split("/* end of fonts */")[-1]
    sheets = [
        CSS(string=text, font_config=fonts)
        for text in (faces, screen, (TEMPLATES / "print.css").read_text(encoding="utf-8"))
    ]
    html = reference.book().replace('<link rel="stylesheet" href="style.css">', "")
    document = HTML(string=html).render(stylesheets=sheets, font_config=fonts)
    target.parent.mkdir(parents=True, exist_ok=True)
    document.write_pdf(target, pdf_tags=True)
    return len(document.pages)
