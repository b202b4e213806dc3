"""Finding names by a few typed letters: the laws of the order, and words that do no harm."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.language.name_search import Fit, NameQuery, Searchable, ranked, search_key

TARIFF = Searchable.of("U.S. tariff on Mexican goods", "Arancel de EE.\u00a0UU. a México")
YOUTH = Searchable.of("Youth prevention", "Prevención juvenil", words="Security Seguridad")
letters = st.text("abcdeñéü .", max_size=12)


def fit(typed: str, *names: str, words: str = "") -> Fit | None:
    rank = NameQuery(typed).rank(Searchable.of(*names, words=words))
    return None if rank is None else rank[0]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("crime", Fit.WHOLE),
        ("CRÍMÉ", Fit.WHOLE),
        ("cri", Fit.NAME_BEGINS),
        ("", Fit.WORDS_BEGIN),
        ("rim", Fit.INSIDE),
        ("grime", None),
    ],
)
def test_that_the_beginning_of_a_name_is_a_better_fit_than_its_middle(
    typed: str, expected: Fit | None
) -> None:
    assert fit(typed, "Crime") is expected


def test_that_the_beginning_of_a_word_is_a_better_fit_than_the_middle_of_an_earlier_one() -> None:
    assert fit("art", "Smart art") is Fit.WORDS_BEGIN
    assert fit("art", "Smart") is Fit.INSIDE


def test_that_a_name_comes_before_what_only_its_group_is_called() -> None:
    by_name, by_group = Searchable.of("A drug route"), Searchable.of("Route", words="Drug policy")
    found = ranked(NameQuery("drug"), [(by_group, "group"), (by_name, "name")])
    assert [one for _, one in found] == ["name", "group"]


@pytest.mark.parametrize("typed", ["EE.UU.", "eeuu", "ee. uu.", "méxico aran", "us tar", "U.S. T"])
def test_that_both_languages_and_abbreviations_are_found_however_they_are_written(
    typed: str,
) -> None:
    assert NameQuery(typed).rank(TARIFF) is not None


@pytest.mark.parametrize("typed", ["prevensión", "prevncion", "preevencion", "prevecnion"])
def test_that_one_slip_is_forgiven_where_nothing_fits_better(typed: str) -> None:
    assert [one for _, one in ranked(NameQuery(typed), [(YOUTH, 1), (TARIFF, 2)])] == [1]
    exact = Searchable.of(typed)
    assert [one for _, one in ranked(NameQuery(typed), [(YOUTH, 1), (exact, 2)])] == [2]


def test_that_a_short_word_and_a_first_sign_are_not_guessed() -> None:
    assert ranked(NameQuery("yoth"), [(YOUTH, 1)]) != []
    assert ranked(NameQuery("yth"), [(YOUTH, 1)]) == []
    assert ranked(NameQuery("qouth"), [(YOUTH, 1)]) == []


@given(letters, letters)
def test_that_accents_and_capitals_do_not_count(typed: str, name: str) -> None:
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", typed) if not unicodedata.combining(sign)
    )
    thing = Searchable.of(name, "other")
    assert NameQuery(typed).rank(thing) == NameQuery(bare.upper()).rank(thing)


@given(letters, letters, st.sampled_from("abcdeñ "))
def test_that_a_letter_more_never_finds_more(typed: str, name: str, more: str) -> None:
    thing = Searchable.of(name, words="abc de")
    if NameQuery(typed + more).rank(thing) is not None:
        assert NameQuery(typed).rank(thing) is not None


@given(letters, letters)
def test_that_what_is_found_holds_every_word(typed: str, name: str) -> None:
    query = NameQuery(typed)
    found = query.rank(Searchable.of(name)) is not None
    assert found == all(word in search_key(name) for word in query.words)


@given(st.lists(letters, max_size=6), letters)
def test_that_equals_keep_their_order(names: list[str], typed: str) -> None:
    found = ranked(NameQuery(typed), [(Searchable.of(name), n) for n, name in enumerate(names)])
    assert found == sorted(found)


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 10_000,
        "a " * 5_000,
        "[(*+?",
        "\\d{9}",
        "🚀",
        "شكرا",
        "\u202eabc",
        "\0",
        "%_'\";--",
        "…",
    ],
)
def test_that_no_typed_words_do_harm(typed: str) -> None:
    assert NameQuery(typed).rank(Searchable.of("[Plan")) in (
        None,
        (Fit.WORDS_BEGIN, 0),
        (Fit.INSIDE, 0),
    )
    assert NameQuery(typed).rank(Searchable.of(typed)) is not None
