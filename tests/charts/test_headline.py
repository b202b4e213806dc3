from dataclasses import replace

import pytest

from desktop.charts.headline import (
    chart_sentence,
    compared_headline,
    measured_headline,
    projected_headline,
    start_note,
)
from desktop.domain.clock import Month
from desktop.domain.indicator import Indicator
from desktop.engine.results.projection import PairedDifference
from desktop.language.language import Language
from tests.charts.examples import (
    APPREHENSIONS,
    CLOCK,
    COOPERATION,
    HOMICIDE,
    REMITTANCES,
    history,
)

NBSP = "\u00a0"


def said(
    indicator: Indicator,
    language: Language,
    *,
    median: float = 19.8,
    low: float = 14.2,
    high: float = 26.9,
    change: float = -17.2,
    agreement: float = 0.93,
    step: int = 84,
) -> str:
    contrast = PairedDifference(
        indicator.id, step, median, low, high, change, change - 9, change + 9, agreement, 17.4, 22.1
    )
    return projected_headline(contrast, indicator, CLOCK, language).text


def _contrast(step: int) -> PairedDifference:
    return PairedDifference(
        HOMICIDE.id, step, 19.8, 14.2, 26.9, -17.2, -26.2, -8.2, 0.93, 17.4, 22.1
    )


def test_that_the_headline_gives_value_change_and_range_in_one_order(
    english: Language, spanish: Language
) -> None:
    assert said(HOMICIDE, english) == (
        f"2030: 19.8 per 100k · −17{NBSP}% against status quo · 9 of 10 runs: 14–27"
    )
    assert said(HOMICIDE, spanish) == (
        f"2030: 19.8 por 100 mil · −17{NBSP}% frente al statu quo · 9 de cada 10 corridas: 14–27"
    )


def test_that_thousands_of_thousands_are_millions_with_the_range_beside_them(
    english: Language, spanish: Language
) -> None:
    def counted(indicator: Indicator, language: Language, median: float) -> str:
        return said(indicator, language, median=median, low=427.0, high=4462.0)

    assert counted(APPREHENSIONS, english, 1814.3) == (
        f"2030: 1.8 million · −17{NBSP}% against status quo · 9 of 10 runs: 0.4–4.5"
    )
    assert counted(APPREHENSIONS, spanish, 1814.3).startswith("2030: 1.8 millones · ")
    assert counted(APPREHENSIONS, english, 999.4).startswith("2030: 999 k · ")
    assert counted(APPREHENSIONS, english, 999.4).endswith("427–4,462")
    assert counted(APPREHENSIONS, english, 999.6).startswith("2030: 1.0 million · ")
    assert counted(REMITTANCES, english, 1346.0).startswith("2030: US$ 1,346.0 bn")


def test_that_a_figure_added_beside_a_projection_is_in_its_unit(english: Language) -> None:
    contrast = PairedDifference(
        APPREHENSIONS.id, 84, 1200.0, 700.0, 1900.0, -17.2, -26.2, -8.2, 0.93, 1000.0, 1500.0
    )
    line = compared_headline(contrast, 960.0, APPREHENSIONS, CLOCK, english).text
    assert "1.0 million added by you" in line
    assert "1.2 million projected" in line
    assert line.endswith("0.7–1.9")


def test_that_an_index_changes_in_points(english: Language, spanish: Language) -> None:
    def moved(language: Language, change: float) -> str:
        return said(COOPERATION, language, median=44.0, low=29.4, high=57.8, change=change)

    assert moved(english, 13.2) == (
        "2030: 44 of 100 · +13 points against status quo · 9 of 10 runs: 29–58"
    )
    assert "+13 puntos frente al statu quo" in moved(spanish, 13.2)
    assert "−1 point against" in moved(english, -1.0)
    assert "−1 punto frente" in moved(spanish, -1.0)


@pytest.mark.parametrize(("agreement", "clear"), [(0.74, False), (0.75, True)])
def test_that_a_change_is_named_only_when_three_in_four_runs_agree(
    agreement: float, clear: bool, english: Language, spanish: Language
) -> None:
    assert ("no clear change" not in said(HOMICIDE, english, agreement=agreement)) is clear
    assert ("sin cambio claro" not in said(HOMICIDE, spanish, agreement=agreement)) is clear


def test_that_a_change_under_one_percent_keeps_a_decimal(english: Language) -> None:
    assert f"−0.4{NBSP}% against" in said(HOMICIDE, english, change=-0.42)
    assert "no clear change" in said(HOMICIDE, english, change=0.04)


def test_that_a_change_too_small_to_write_is_not_called_a_change(english: Language) -> None:
    assert "no clear change" in said(HOMICIDE, english, change=0.001)


def test_that_a_policy_equal_to_the_status_quo_says_so(
    english: Language, spanish: Language
) -> None:
    same = PairedDifference("homicide_rate", 84, 23.4, 14.0, 33.0, 0.0, 0.0, 0.0, 1.0, 20.0, 27.0)
    texts = [projected_headline(same, HOMICIDE, CLOCK, each).text for each in (english, spanish)]
    assert "same as status quo" in texts[0]
    assert "igual que el statu quo" in texts[1]


def test_that_a_narrow_range_keeps_the_decimals(english: Language) -> None:
    assert said(HOMICIDE, english, low=1.6, high=10.4).endswith("1.6–10.4")
    assert said(HOMICIDE, english, low=14.2, high=24.3).endswith("14–24")


def test_that_the_year_stands_for_december_and_other_months_are_named(
    english: Language, spanish: Language
) -> None:
    assert said(HOMICIDE, english, step=78).startswith("12 months to Jun\u00a02030: ")
    assert said(HOMICIDE, spanish, step=78).startswith("12 meses a jun\u00a02030: ")


def test_that_a_single_month_is_named_as_one(english: Language, spanish: Language) -> None:
    contrast = _contrast(84)
    for language, words in ((english, "Dec\u00a02030 alone: "), (spanish, "Solo dic\u00a02030: ")):
        headline = projected_headline(contrast, HOMICIDE, CLOCK, language, monthly=True)
        assert headline.text.startswith(words)


def test_that_a_level_has_no_span_of_months(english: Language) -> None:
    level = replace(HOMICIDE, twelve_months=False)
    contrast = _contrast(78)
    headline = projected_headline(contrast, level, CLOCK, english, monthly=True)
    assert headline.text.startswith("Jun\u00a02030: ")


def test_that_a_measured_month_is_told_alone_among_single_months(english: Language) -> None:
    month = Month(2020, 5)
    series = replace(
        history(),
        raw_months=(month,),
        raw_values=(31.0,),
        months=(month,),
        values=(27.0,),
    )
    whole = measured_headline(month, series, HOMICIDE, english)
    single = measured_headline(month, series, HOMICIDE, english, monthly=True)
    assert whole.text.startswith("12 months to May\u00a02020: 27")
    assert single.text.startswith("May\u00a02020 alone: 31")


def test_that_a_currency_before_the_number_is_stressed_with_it(english: Language) -> None:
    contrast = PairedDifference("remittances", 84, 77.4, 64, 92, 2, -1, 4, 0.9, 71, 83)
    headline = projected_headline(contrast, REMITTANCES, CLOCK, english)
    strong = [run.text for run in headline.full if run.strong]
    assert strong == ["2030", "US$ 77.4", f"+2{NBSP}%"]


def test_that_the_private_stress_marks_never_reach_the_words(english: Language) -> None:
    assert not any("\ue000" <= letter <= "\uf8ff" for letter in said(HOMICIDE, english))


def test_that_before_the_vantage_the_measured_value_is_given(
    english: Language, spanish: Language
) -> None:
    at = Month(2018, 12)
    value = dict(zip(history().months, history().values, strict=True))[at]
    words = measured_headline(at, history(), HOMICIDE, english).text
    assert words == f"2018: {value:.1f} per 100k, measured"
    assert "dato medido" in measured_headline(at, history(), HOMICIDE, spanish).text
    assert "no measured value" in measured_headline(at, None, HOMICIDE, english).text


def test_that_a_yearly_value_speaks_for_its_year_only(english: Language) -> None:
    yearly = replace(history(), months=(Month(2015, 12),), values=(20.0,))
    assert measured_headline(Month(2016, 11), yearly, HOMICIDE, english).text.startswith("2015: 20")
    beyond = measured_headline(Month(2016, 12), yearly, HOMICIDE, english)
    assert beyond.text == "2016: no measured value"


def test_that_a_missing_history_is_said_with_the_judged_start(
    english: Language, spanish: Language
) -> None:
    assert start_note(COOPERATION, CLOCK, 30.0, english) == (
        "No measured series before 2024. Start judged: 30 (20–40)"
    )
    assert start_note(COOPERATION, CLOCK, 30.0, spanish) == (
        "Sin serie medida antes de 2024. Inicio estimado: 30 (20–40)"
    )


def test_that_the_sentence_names_indicator_and_unit(english: Language) -> None:
    contrast = PairedDifference(
        "homicide_rate", 84, 19.8, 14.2, 26.9, -17.2, -20, -10, 0.93, 17.4, 22.1
    )
    headline = projected_headline(contrast, HOMICIDE, CLOCK, english)
    assert chart_sentence(HOMICIDE, headline, english) == (
        f"Homicide rate, per 100,000 people a year. {headline.text}; half of them: 17.4–22.1."
    )
    assert chart_sentence(HOMICIDE, None, english) == "Homicide rate, per 100,000 people a year."
