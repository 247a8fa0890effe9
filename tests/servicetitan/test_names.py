"""Members named twice are found on every level, and the quick way to find them never errs."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.errors import BadAnswer
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.servicetitan.envelopes import read_page, read_single
from lazi_desktop.servicetitan.http import Answer
from lazi_desktop.servicetitan.records import read_json
from tests.servicetitan.stage import DATE, material, page

MATERIAL, CATEGORY = EntityKind.MATERIAL, EntityKind.CATEGORY


def read(body: bytes, kind: EntityKind = MATERIAL):
    headers = httpx.Headers({"content-type": "application/json", "date": DATE})
    return read_page(kind, Answer(200, headers, body), number=1, page_size=1000)


TWICE = {
    "of the page": b'{"hasMore":false,"data":[],"hasMore":false}',
    "its records": b'{"hasMore":false,"data":[],"data":[{"id":1}]}',
    "unknown to us": b'{"hasMore":false,"data":[],"x":1,"x":1}',
    "of a record": b'{"hasMore":false,"data":[{"id":1,"code":"A","code":"A"}]}',
    "of something in it": b'{"hasMore":false,"data":[{"id":1,"x":[{"a":{"b":1,"b":2}}]}]}',
    "spelt otherwise": b'{"hasMore":false,"data":[{"id":1,"code":"A","c\\u006fde":"B"}]}',
    "beside a colon that makes up for it": b'{"hasMore":false,"data":[{"id":1,"id":1,"code":"A\\u003a"}]}',
    "beside two that do": b'{"hasMore":false,"data":[{"id":1,"id":1,"code":"A\\u003A:"}]}',
    "of a record that is set apart": b'{"hasMore":false,"data":[{"id":1,"id":2,"cost":1e400}]}',
}


@pytest.mark.parametrize("kind", [MATERIAL, CATEGORY])
@pytest.mark.parametrize("body", TWICE.values(), ids=TWICE)
def test_a_name_said_twice_is_found_wherever_it_is(body: bytes, kind: EntityKind):
    with pytest.raises(BadAnswer, match="twice"):
        read(body, kind)


def test_in_a_subcategory():
    body = b'{"hasMore":false,"data":[{"id":1,"subcategories":[{"id":2,"name":"A","name":"B"}]}]}'
    with pytest.raises(BadAnswer, match="twice"):
        read(body, CATEGORY)


def test_in_a_single_record_and_in_the_answer_to_a_write():
    headers = httpx.Headers({"content-type": "application/json", "date": DATE})
    with pytest.raises(BadAnswer, match="twice"):
        read_single(MATERIAL, Answer(200, headers, b'{"id":1,"id":1}'), 1)
    with pytest.raises(BadAnswer, match="twice"):
        read_json(b'{"id":1,"id":1}')


def test_a_usual_page_is_not_read_a_second_time(monkeypatch):
    def never(*_: object, **__: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(json, "loads", never)
    found = read(page([material(cost=1.50, description="a: b")], total=1).content)
    assert found.entities[0].fields["description"] == "a: b"


TEXTS = st.text(st.sampled_from(':"\\{}ü\U0001f600/u3a0A'), max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(
    st.lists(st.dictionaries(TEXTS, VALUES, max_size=4), max_size=3),
    st.booleans(),
    st.sampled_from([None, 1]),
)
def test_what_names_everything_once_is_never_refused(
    extras: list[dict[str, Any]], ascii_only: bool, indent: int | None
):
    records = [{"odd": extra} | material(number) for number, extra in enumerate(extras, 1)]
    body = json.dumps({"hasMore": False, "data": records}, ensure_ascii=ascii_only, indent=indent).encode()
    assert [entity.remote_id for entity in read(body).entities] == [*range(1, len(extras) + 1)]
