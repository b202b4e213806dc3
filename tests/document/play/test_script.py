"""Scripts of play: what is read of them, and what is said of a file that is none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.document.play.script import (
    MOST_LINES,
    Script,
    ScriptEmptyError,
    ScriptLineError,
    ScriptNotReadError,
    ScriptTooLongError,
    read_script,
)
from desktop.domain.errors import VecinosError
from tests.examples import examples

SCRIPTS = Path(__file__).parents[2] / "exercises" / "scripts"


def read(folder: Path, content: bytes) -> Script:
    """Read a script of this content."""
    path = folder / "a.jsonl"
    path.write_bytes(content)
    return read_script(path)


def test_that_lines_say_what_is_entered_when_and_by_whom(tmp_path: Path) -> None:
    script = read(
        tmp_path,
        b'\xef\xbb\xbf{"do": "begun", "name": "A day", "rehearsal": true, "at": 5}\r\n\r\n'
        b'{"do": "note", "kind": "strength", "text": "a\xe2\x80\xa8b", "author": "Ana"}\r\n'
        b'  {"do": "inject_retimed", "inject": "x", "minute": 7, "at": 9.5}  ',
    )
    assert (script.name, script.rehearsal) == ("A day", True)
    begun, note, retimed = script.lines
    assert (begun.number, begun.seconds, begun.author) == (1, 5.0, "facilitator")
    assert (note.number, note.seconds, note.author) == (3, 5.0, "Ana")
    assert note.values == {"kind": "strength", "text": "a\u2028b"}
    assert (retimed.seconds, retimed.values) == (9.5, {"inject": "x", "minute": 7})


OFFER = '{"do": "offer", "team": "us", "lever": "x", "value": %s}'
LINES = {
    "": "not_json",
    "[]": "not_json",
    "{": "not_json",
    '{"do": "begun"': "not_json",
    '{"do": "begun", "do": "draw"}': "not_json",
    '{"do": "advance"} {"do": "advance"}': "not_json",
    "[" * 20_000: "not_json",
    OFFER % "NaN": "not_json",
    OFFER % "1e999": "not_json",
    OFFER % ("1" * 5_000): "not_json",
    '{"at": 3}': "no_do",
    '{"do": 3}': "no_do",
    '{"do": "ofer"}': "unknown_do",
    '{"do": "advance", "figures": []}': "unknown_field",
    '{"do": "draw", "round": "first"}': "unknown_field",
    '{"do": "offer"}': "missing_field",
    OFFER % '"3"': "wants_number",
    OFFER % "true": "wants_number",
    OFFER % "null": "wants_number",
    OFFER % '3, "ramp": 1.5': "wants_whole",
    OFFER % '3, "author": 3': "wants_text",
    '{"do": "begun", "rehearsal": 1}': "wants_switch",
    '{"do": "events_drawn", "events": {}}': "wants_list",
    '{"do": "events_drawn", "events": [["x", "2024-13"]]}': "wants_list",
    '{"do": "goal_declared", "goal": "%s"}' % ("x" * 100_000): "limits",
    '{"do": "goal_declared", "goal": "a\\u0000b"}': "limits",
    '{"do": "goal_declared", "goal": "\\ud800"}': "limits",
    OFFER % '3, "at": -1': "limits",
    OFFER % '3, "at": 1e300': "limits",
    OFFER % '3, "at": 1': "back_in_time",
}


@pytest.mark.parametrize("line", [pytest.param(one, id=one[:40]) for one in LINES if one])
def test_that_a_line_that_says_nothing_sensible_is_named_with_the_reason(
    line: str, tmp_path: Path
) -> None:
    with pytest.raises(ScriptLineError) as found:
        read(tmp_path, b'{"do": "begun", "at": 2}\n' + line.encode() + b'\n{"do": "draw"}\n')
    fields = found.value.fields
    assert (fields["path"], fields["line"]) == ("a.jsonl", 2)
    assert fields["reason"] == f"reason.script_{LINES[line]}"
    assert max(len(str(one)) for one in fields.values()) < 400


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param('{"do": "draw"}\n'.encode("utf-16"), 1, id="utf-16"),
        pytest.param('{"do": "draw"}\n'.encode("utf-16-le"), 1, id="utf-16-without-a-mark"),
        pytest.param(b'{"do": "draw"}\n{"do": "moment", "text": "\xe9"}', 2, id="latin-1"),
        pytest.param(b"SQLite format 3\0" + bytes(range(256)), 1, id="a-library"),
    ],
)
def test_that_a_text_in_another_encoding_is_named(
    content: bytes, line: int, tmp_path: Path
) -> None:
    with pytest.raises(ScriptLineError) as found:
        read(tmp_path, content)
    assert found.value.fields["reason"] == "reason.script_not_utf8"
    assert found.value.fields["line"] == line


def test_that_what_is_no_script_at_all_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ScriptTooLongError):
        read(tmp_path, b"\n" * (MOST_LINES + 1))
    with pytest.raises(ScriptTooLongError):
        read(tmp_path, b" " * 16_000_001)
    for content in (b"", b"\xef\xbb\xbf", b"\r\n \n"):
        with pytest.raises(ScriptEmptyError):
            read(tmp_path, content)
    for path in (tmp_path, tmp_path / "none.jsonl", tmp_path / "a\0b"):
        with pytest.raises(ScriptNotReadError):
            read_script(path)


@pytest.fixture(scope="module")
def scrap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scripts")


@given(
    place=st.integers(0, 11_000),
    cut=st.integers(0, 40),
    put=st.binary(max_size=6) | st.sampled_from([b"{", b"[" * 99, b'"', b"\0", b"-", b"e999"]),
)
@examples(300)
def test_that_any_damage_to_a_script_is_told_in_words(
    place: int, cut: int, put: bytes, scrap: Path
) -> None:
    whole = (SCRIPTS / "concurrent_elections.jsonl").read_bytes()
    damaged = whole[:place] + put + whole[place + cut :]
    path = scrap / "damaged.jsonl"
    path.write_bytes(damaged)
    try:
        said = "lines" if read_script(path).lines else ""
    except VecinosError as error:
        said = error.code
    assert said in ("lines", "script_line")
