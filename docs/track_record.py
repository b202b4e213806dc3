"""The figures of `calibration.md`, from what ships: `python -m docs.track_record` writes them."""

from pathlib import Path

from desktop.calibration.track_record import read_track_record
from desktop.domain.wording import LanguageCode
from desktop.language.language import load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.weaknesses import read_weaknesses
from desktop.reports.track_words import sections, verdicts

PAGE = Path(__file__).parent / "calibration.md"
BEGIN, END = "<!-- made by `python -m docs.track_record` -->\n", "<!-- end of what is made -->\n"


def block(code: LanguageCode = "en") -> str:
    """Return the verdicts and the tables beside the rivals, as Markdown."""
    record, language = read_track_record(RESOURCES), load_language(code, RESOURCES)
    indicators = read_model(RESOURCES).indicators
    parts = []
    for head, *targets in verdicts(record, indicators, read_weaknesses(), language):
        parts.append(f"**{head}**\n\n" + "".join(f"- {target}\n" for target in targets))
    for section in sections(record, indicators, language):
        lines = [section.head, ("---",) * len(section.head), *section.rows]
        table = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
        parts.append(f"**{section.title}.** {section.note}\n\n{table}")
    return "\n".join(parts).replace("\u00a0", " ")


def renewed(text: str) -> str:
    """Return the page with its track record made anew."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{block()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
