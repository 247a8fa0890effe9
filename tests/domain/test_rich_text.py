"""Descriptions: HTML of any origin read as formatted text, and written as little as says it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.rich_text import Block, ListKind, Span, is_link, joined
from lazi_desktop.domain.rich_text_reader import Lost, lost_in, read_html
from lazi_desktop.domain.rich_text_writer import write_html


@pytest.mark.parametrize(
    "markup, clean",
    [
        ("plain & text", "plain &amp; text"),
        ("two\nlines", "two<br/>lines"),
        ("<p>Schedule 40 &amp; up.</p><p>Number 2</p>", "<p>Schedule 40 &amp; up.</p><p>Number 2</p>"),
        ("<p>a</p>\n  <p><br></p><p>b</p>", "<p>a</p><p><br/></p><p>b</p>"),
        ("x<br/>y<br>", "x<br/>y"),
        ("<p>one</p>", "one"),
        ("<div>one</div><div>two <b>bo<i>th</i></b></div>", "<p>one</p><p>two <b>bo<i>th</i></b></p>"),
        ("<strong>a</strong><em>b</em><ins>c</ins>", "<b>a</b><i>b</i><u>c</u>"),
        ("<b>unclosed <p>para", "<p><b>unclosed</b></p><p><b>para</b></p>"),
        ("a &lt;b&gt; c&nbsp;d", "a &lt;b&gt; c&nbsp;d"),
        ("5 < 6 and 7 > 2", "5 &lt; 6 and 7 &gt; 2"),
        ("", ""),
        ("<p> </p>", ""),
        (
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
        ),
        ("<ol><li><p>a</p><p>b</p></li></ol>", "<ol><li>a<br/>b</li></ol>"),
        ("<ul>loose<li>x</ul>tail", "<p>loose</p><ul><li>x</li></ul><p>tail</p>"),
        ("<table><tr><td>a<td>b</tr><tr><td>c</table>", "<p>a | b</p><p>c</p>"),
        ("<h2>Head</h2>text", "<p><b>Head</b></p><p>text</p>"),
        ('<a href="https://a.b/?c=1&amp;d">z</a>', '<a href="https://a.b/?c=1&amp;d">z</a>'),
    ],
)
def test_clean_html(markup: str, clean: str) -> None:
    assert write_html(read_html(markup)) == clean
    assert write_html(read_html(clean)) == clean


@pytest.mark.parametrize(
    "markup, shown",
    [
        ("<script>alert(1)</script>Hi", "Hi"),
        ("<style>p { x }</style>Hi", "Hi"),
        ('Hi<img src="https://x.y/z.png" onerror="alert(1)">', "Hi"),
        ('<p onclick="alert(1)" style="color: red">Hi</p>', "Hi"),
        ('<a href="javascript:alert(1)">Hi</a>', "Hi"),
        ('<a href=" JavaScript:alert(1)">Hi</a>', "Hi"),
        ('<a href="file:///etc/passwd">Hi</a>', "Hi"),
        ("<iframe src='https://x.y'>x</iframe>Hi<svg><text>x</text></svg>", "Hi"),
        ("<!-- <b>no</b> -->Hi<!-- open <b>", "Hi"),
        ("<scr<script>ipt>alert(1)</script>Hi", "&lt;scr"),
    ],
)
def test_nothing_runs_loads_or_is_styled(markup: str, shown: str) -> None:
    assert write_html(read_html(markup)) in (shown, f"{shown}Hi")


WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style><!-- p.MsoNormal {margin:0in;} --></style>"
    "</head><body lang=EN-US><!--StartFragment--><p class=MsoNormal><b style='mso-bidi-font-weight:normal'>"
    "<span style='font-size:14.0pt;font-family:Arial'>Pump</span></b><span>\nset<o:p></o:p></span></p>"
    "<p class=MsoListParagraph style='margin-left:.5in;mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt'>&nbsp;&nbsp; "
    "</span></span></span><![endif]>First<o:p></o:p></p>"
    "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o&nbsp;</span>Below</p>"
    "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.&nbsp;</span>Once</p>"
    "<!--EndFragment--></body></html>"
)
EXCEL = (
    "<html><head><style>td {mso-number-format:General}</style></head><body><table border=0><col width=64>"
    "<tr height=20><td class=xl65 style='height:15pt'>Union</td><td align=right>2</td></tr></table></body></html>"
)
DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">'
    '<span style="font-weight:700;color:#000">Bold</span><span style="font-style:italic"> and</span></p></b>'
)


@pytest.mark.parametrize(
    "markup, clean",
    [
        (
            WORD,
            "<p><b>Pump</b> set</p><ul><li>First<ul><li>Below</li></ul></li></ul><ol><li>Once</li></ol>",
        ),
        (EXCEL, "Union | 2"),
        (DOCS, "<b>Bold</b><i> and</i>"),
    ],
    ids=["Word", "Excel", "Docs"],
)
def test_what_is_pasted_from_other_programs(markup: str, clean: str) -> None:
    assert write_html(read_html(markup)) == clean


def test_what_formatted_text_would_lose_is_told() -> None:
    assert lost_in("plain < text") == frozenset()
    assert lost_in("<p>a <b>b</b><br/></p><ul><li>c</ul>") == frozenset()
    assert lost_in('<table><tr><td style="color: red">a</table><img src=x>') == {
        Lost.TABLES,
        Lost.COLOURS,
        Lost.IMAGES,
    }
    assert lost_in('<h1 onclick="x()">a</h1>') == {Lost.HEADINGS, Lost.PROGRAMS}


spans = st.builds(
    Span,
    st.text('ab <&\n\xa0"é', min_size=1, max_size=6),
    bold=st.booleans(),
    italic=st.booleans(),
    link=st.sampled_from(("", "https://a.b/?c=1&d='2'")),
)
blocks = st.builds(
    lambda spans, place: Block(joined(spans), *place),
    st.lists(spans, max_size=4),
    st.sampled_from(
        ((ListKind.NONE, 0), (ListKind.BULLETS, 1), (ListKind.NUMBERS, 1), (ListKind.BULLETS, 2))
    ),
)


@given(st.lists(blocks, max_size=5))
def test_what_is_written_reads_back_as_it_was_written(text: list[Block]) -> None:
    written = write_html(tuple(text))
    again = write_html(read_html(written))
    assert write_html(read_html(again)) == again
    plain = " ".join("".join(block.text for block in text).replace("\xa0", " ").split())
    shown = " ".join("".join(block.text for block in read_html(written)).replace("\xa0", " ").split())
    assert shown.replace(" ", "") == plain.replace(" ", ""), "no letter is lost"


@given(st.text("<>ab!-/=\"' &;pulis", max_size=60))
def test_any_html_can_be_read(markup: str) -> None:
    clean = write_html(read_html(markup))
    assert write_html(read_html(clean)) == clean
    lost_in(markup)


@pytest.mark.parametrize(
    "piece",
    ["<", "<!--", "<a ", "<b>", "</x>", "<![if ", "<a href='", '<a b="', "<a\t=", "<p style='a:b' ", "&"],
)
def test_endless_html_is_read_in_a_moment(piece: str) -> None:
    markup = piece * (90_000 // len(piece))
    began = time.perf_counter()
    read_html(markup)
    lost_in(markup)
    assert time.perf_counter() - began < 5, "time that grows with its square would be minutes"


@pytest.mark.parametrize("target", ["https://a.b", "mailto:a@b.c", "TEL:123", " http://a"])
def test_where_people_may_be_sent(target: str) -> None:
    assert is_link(target)
    assert not is_link(f"javascript:{target}")
