"""How far a lever reaches beside the record, in words for its card, the reference and the docs."""

from desktop.domain.indicator import Change, Indicator
from desktop.domain.reach import YEARS, Reach
from desktop.language.language import Language


def move_words(value: float, indicator: Indicator, language: Language) -> str:
    """Return a change as that curve's changes are told, in percent or in points."""
    if indicator.change is Change.PERCENT:
        return language.text("chart.percent", value=language.number(value, 0, signed=True))
    number = language.number(value, indicator.decimals, signed=True)
    return language.plural("chart.points", 2, value=number)


def short_of_record(reach: Reach, indicator: Indicator, language: Language) -> str:
    """Say that a lever falls short of the record, by how much, and what the record is."""
    assert reach.move is not None
    return language.text(
        "levers.card.short_of_record",
        curve=language.wording(indicator.name),
        model=move_words(reach.move.model, indicator, language),
        record=move_words(reach.move.record, indicator, language),
        years=language.number(YEARS),
        text=language.wording(reach.text),
    )
