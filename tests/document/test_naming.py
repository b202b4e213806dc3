"""Names that are free."""

from desktop.document.naming import free_name


def test_that_a_free_name_counts_on() -> None:
    taken = {"a", "a 2"}
    assert free_name("a", taken.__contains__) == "a 3"
    assert free_name("b", taken.__contains__) == "b"
