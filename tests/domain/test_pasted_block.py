"""Blocks as Excel, LibreOffice, Google Sheets and browsers put them on the clipboard."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.pasted_block import PastedBlock, read_block, read_table, read_tsv


@pytest.mark.parametrize(
    "text, cells",
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
        ("a\rb\r", [["a"], ["b"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ("\t\n", [["", ""]]),
        ("", []),
        ('"two\r\nlines"\t"with\ttab"\n', [["two\nlines", "with\ttab"]]),
        ('"say ""hi"""\tx', [['say "hi"', "x"]]),
        ('1/2" pipe\t3" tee\n', [['1/2" pipe', '3" tee']]),
        ('"half open\tx\n', [['"half open', "x"]]),
        ('"closed" and more\tx', [['"closed" and more', "x"]]),
        ("a\tb\tc\nd\n", [["a", "b", "c"], ["d"]]),
        ("a\n\0", [["a"]]),
    ],
)
def test_cells_of_text(text, cells):
    assert read_tsv(text) == cells


def quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if set(cell) & set('\t\n"') else cell


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.text('ab" \t\n,', max_size=6), min_size=width, max_size=width), min_size=1, max_size=4
        )
    )
)
def test_what_a_spreadsheet_writes_reads_back(rows):
    text = "".join("\t".join(map(quoted, row)) + "\r\n" for row in rows)
    assert read_tsv(text) == rows


def test_a_lone_quote_before_a_long_text_takes_no_memory_to_speak_of():
    text = '"' + "a" * 1_000_000
    tracemalloc.start()
    assert read_tsv(text) == [[text]]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10 * len(text)


def test_a_table_without_end_tags_with_spans_and_styles():
    markup = (
        "<html><head><style>td { x }</style></head><body><table><tr><td rowspan=2>A<td colspan=2>B</tr>"
        "<tr><td>one<br>two<td>&amp;&nbsp;z</table><table><tr><td>another</table>"
    )
    assert read_table(markup) == [["A", "B", ""], ["", "one\ntwo", "& z"]]


def test_the_text_is_believed_where_it_lost_nothing():
    assert read_block("1.50\tx\n", "<table><tr><td>1.5<td>y</table>").rows == [["1.50", "x"]]


def test_the_table_is_taken_where_a_line_break_tore_a_row_apart():
    block = read_block("two\nlines\tx\n", "<table><tr><td>two<br>lines</td><td>x</td></tr></table>")
    assert block.rows == [["two\nlines", "x"]]


def test_the_table_is_taken_where_letters_were_lost():
    block = read_block("3 \ufffd\tx\n", "<table><tr><td>3 €</td><td>x</td></tr></table>")
    assert block.rows == [["3 €", "x"]]


def test_markup_that_is_no_table_does_not_count():
    assert read_block("a\n", "<p>something else</p>").single == "a"


def test_an_uneven_block_stays_uneven():
    block = read_block("a\tb\nc\n")
    assert (block.width, block.is_even) == (2, False)


def test_twenty_thousand_rows_and_a_very_long_cell_are_read():
    text = "1.50\tname\t12\r\n" * 20_000 + "x" * 100_000
    assert len(read_tsv(text)) == 20_001
    assert len(read_tsv(text)[-1][0]) == 100_000


class CountedRow(list[str]):
    looks = 0

    def __len__(self) -> int:
        CountedRow.looks += 1
        return super().__len__()


def test_whether_a_long_block_is_even_is_seen_at_one_look() -> None:
    CountedRow.looks = 0
    block = PastedBlock([CountedRow(["a", "b"]) for _ in range(1_000)])
    assert block.is_even
    assert CountedRow.looks <= 2_000
    assert not PastedBlock([["a"], ["b", "c"]]).is_even
    assert PastedBlock([]).is_even
