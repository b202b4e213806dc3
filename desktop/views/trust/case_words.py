"""Natural experiments in words."""

from desktop.domain.clock import Month
from desktop.domain.indicator import Change
from desktop.domain.lever import Grade
from desktop.language.language import Language
from desktop.views.trust.cases import Answer, Span

_LEAST_WHOLE = 2.0
"""Sizes below this are worded with one decimal."""


def figure(value: float, language: Language) -> str:
    """Return a change as a number with its sign."""
    decimals = 1 if abs(value) < _LEAST_WHOLE else 0
    return language.number(value, decimals, signed=True)


def amount(value: float, change: Change, language: Language) -> str:
    """Return a change with its unit."""
    number = figure(value, language)
    if change is Change.PERCENT:
        return language.text("chart.percent", value=number)
    return language.plural("chart.points", 1 if number.lstrip("+−") == "1" else 2, value=number)


def span_words(span: Span, language: Language) -> str:
    """Return some months: one, a whole year, or from one to another."""
    first, last = span
    if first == last:
        return language.date(first)
    if first == Month(first.year, 1) and last.month == 12:
        if first.year == last.year:
            return str(first.year)
        return language.text("trust.span", first=first.year, last=last.year)
    return language.text("trust.span", first=language.date(first), last=language.date(last))


def what_words(answer: Answer, name: str, language: Language) -> str:
    """Say what is compared: the variable and the months."""
    window = span_words(answer.window, language)
    if answer.counted is None:
        return language.text("trust.answer_what", name=name, window=window)
    before = span_words(answer.before, language)
    return language.text("trust.answer_against", name=name, window=window, before=before)


def verdict(answer: Answer, language: Language) -> str:
    """Say whether the model's band holds the size that the record gives."""
    change = answer.change
    return language.text(
        "trust.verdict_inside" if answer.inside else "trust.verdict_outside",
        model=amount(answer.model[2], change, language),
        low=figure(answer.model[0], language),
        high=figure(answer.model[4], language),
        record=amount(answer.central, change, language),
    )


def record_words(answer: Answer, language: Language) -> str:
    """Say what the record gives, what was counted, and how sure that is."""
    low, high = figure(answer.low, language), figure(answer.high, language)
    judged = answer.grade is Grade.C
    words = language.text(
        "trust.record_judged" if judged else "trust.record_studies",
        low=low,
        high=high,
        grade=answer.grade,
    )
    return f"{words} {language.wording(answer.why)}"


def answer_sentence(answer: Answer, name: str, language: Language) -> str:
    """Say one answer in words, for people who hear it."""
    counted = ""
    if answer.counted is not None:
        value = amount(answer.counted, answer.change, language)
        counted = " " + language.text("trust.counted_said", value=value)
    what = what_words(answer, name, language)
    return f"{what}. {verdict(answer, language)}{counted}"
