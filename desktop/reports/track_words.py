"""The track record in words: what was demanded, met or missed.

Window, command line, reference and docs take their words from here.
"""

from collections.abc import Mapping
from dataclasses import replace

from desktop.calibration.report import SkillReport
from desktop.calibration.skill import Target
from desktop.calibration.told import Told
from desktop.domain.indicator import Indicator
from desktop.language.language import Language

NOTHING = "–"
_MOST_DECIMALS = 6


def told_words(told: Told, language: Language) -> str:
    """Say what a projection was told ahead."""
    return language.text(f"trust.told.{told.name.lower()}")


def percent(share: float, language: Language, decimals: int = 0, *, signed: bool = False) -> str:
    """Return a share as percents, whole ones unless more decimals are asked for."""
    return language.text(
        "chart.percent", value=language.number(100 * share, decimals, signed=signed)
    )


def target_name(target: Target, indicators: Mapping[str, Indicator], language: Language) -> str:
    """Name what is demanded, and of which series."""
    name = language.text(f"trust.target.{target.name}")
    if not target.indicator:
        return name
    series = language.wording(indicators[target.indicator].name)
    return language.text("trust.target_of", target=name, series=series)


def target_value(target: Target, language: Language) -> str:
    """Return what a figure came to, with the decimals that show on which side of a limit it is."""
    share = target.name.startswith("coverage")
    least = 0 if share else 2
    for decimals in range(least, _MOST_DECIMALS):
        shown = round(target.value, decimals + 2 * share)
        if replace(target, value=shown).met == target.met:
            break
    if share:
        return percent(target.value, language, decimals)
    return language.number(target.value, decimals)


def target_limits(target: Target, language: Language) -> str:
    """Return what was demanded, and whether it is met."""
    if target.name.startswith("coverage"):
        low, high = (language.number(100 * (end or 0.0)) for end in (target.least, target.most))
        wanted = language.text("trust.target_within", low=low, high=high)
    else:
        most = target.most or 0.0
        decimals = 0 if most.is_integer() and most > 1 else 1 if round(most, 1) == most else 2
        wanted = language.text("trust.target_most", most=language.number(most, decimals))
    message = "trust.met" if target.met else "trust.missed"
    return language.text(message, target=wanted)


def target_said(target: Target, indicators: Mapping[str, Indicator], language: Language) -> str:
    """Say one target whole: its name, what it came to, what was demanded, met or missed."""
    return language.text(
        "trust.target_said",
        name=target_name(target, indicators, language),
        value=target_value(target, language),
        limits=target_limits(target, language),
    )


def verdict_lines(
    found: SkillReport, indicators: Mapping[str, Indicator], language: Language
) -> list[str]:
    """Return how many targets are met, then every target; nothing where none are set."""
    count = len(found.targets)
    if not count:
        return []
    head = language.text(
        "trust.verdict",
        told=told_words(found.told, language),
        met=language.number(count - len(found.missed)),
        n=language.number(count),
    )
    return [head, *(target_said(target, indicators, language) for target in found.targets)]
