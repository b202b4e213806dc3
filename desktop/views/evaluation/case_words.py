"""Natural experiments in words."""

from desktop.calibration.experiments import Answer
from desktop.domain.clock import Month
from desktop.domain.experiment import Window
from desktop.domain.indicator import Change
from desktop.domain.lever import Grade
from desktop.language.language import Language

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


def span_words(window: Window, language: Language) -> str:
    """Return some months: one, a whole year, or from one to another."""
    first, last = window.first, window.last
    if first == last:
        return language.date(first)
    if first == Month(first.year, 1) and last.month == 12:
        if first.year == last.year:
            return str(first.year)
        return language.text("trust.span", first=first.year, last=last.year)
    return language.text("trust.span", first=language.date(first), last=language.date(last))


def what_words(answer: Answer, name: str, language: Language) -> str:
    """Say what is compared: the variable and the months."""
    window = span_words(answer.measure.window, language)
    if answer.recorded is None:
        return language.text("trust.answer_what", name=name, window=window)
    before = span_words(answer.measure.before, language)
    return language.text("trust.answer_against", name=name, window=window, before=before)


def verdict(answer: Answer, language: Language) -> str:
    """Say whether the model's band holds the size that the record gives."""
    change = answer.measure.change
    message = "trust.verdict_inside"
    if answer.apart:
        message = "trust.verdict_outside" if answer.agrees else "trust.verdict_apart"
    return language.text(
        message,
        model=amount(answer.median, change, language),
        low=figure(answer.low, language),
        high=figure(answer.high, language),
        record=amount(answer.measure.central, change, language),
    )


def record_words(answer: Answer, language: Language) -> str:
    """Say what the record gives, what was counted, and how sure that is."""
    measure = answer.measure
    low, high = figure(measure.low, language), figure(measure.high, language)
    judged = answer.measure.grade is Grade.C
    message = "trust.record_judged" if judged else "trust.record_studies"
    words = language.text(
        message,
        low=low,
        high=high,
        grade=answer.measure.grade,
    )
    return f"{words} {language.wording(answer.measure.why)}"


def answer_sentence(answer: Answer, name: str, language: Language) -> str:
    """Say one answer in words, for people who hear it."""
    counted = ""
    if answer.recorded is not None:
        value = amount(answer.recorded, answer.measure.change, language)
        counted = " " + language.text("trust.counted_said", value=value)
    what = what_words(answer, name, language)
    return f"{what}. {verdict(answer, language)}{counted}"
