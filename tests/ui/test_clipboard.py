"""Tables on the clipboard."""

from desktop.ui.clipboard import table_data


def test_that_nothing_on_the_clipboard_becomes_a_formula() -> None:
    rows = [('=HYPERLINK("x")', "+1", "@SUM(A1)"), ("-2", "a\tb\nc", "<b>")]
    copied = table_data(("What", "A", "B"), rows)
    lines = copied.text().splitlines()
    assert lines[1].split("\t") == ['\'=HYPERLINK("x")', "'+1", "'@SUM(A1)"]
    assert lines[2].split("\t") == ["'-2", "a b c", "<b>"]
    assert "&lt;b&gt;" in copied.html()
    assert copied.html().count("<th>") == 3
