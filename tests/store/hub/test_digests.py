"""Digests: Python and PostgreSQL make the same of the same rows, and say where two mirrors differ."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lazi_desktop.domain.digests import Digest, bucket_of, row_hash
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.store.hub import EmbeddedPostgres, wire
from tests.store.hub.team import MATERIAL, pull, told, whole_feed

# What jsonb holds: no NUL, no lone surrogates.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
numbers = (
    st.integers(-(2**70), 2**70)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.tuples(st.integers(-(10**30), 10**30), st.integers(-40, 40)).map(
        lambda n: Decimal(n[0]).scaleb(n[1])
    )
)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def superuser(hub_server: EmbeddedPostgres) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(hub_server.admin_url, autocommit=True) as connection:
        yield connection


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.uuids(),
    st.integers(-(2**63), 2**63 - 1),
    st.none() | texts,
    st.dictionaries(texts, values, max_size=6),
)
@example(UUID(int=1), 1, None, {"b": 1, "aa": 2, "ä": 3, "": 4, "\U0001f600": 5, "zzzz": 6})
@example(UUID(int=1), 1, "", {"n": [Decimal("1.500"), Decimal("1E+5"), Decimal("1E-9"), Decimal("-0.00"), 0]})
@example(UUID(int=1), 1, "x", {"t": '\x01\x1f\x7f\x80\u2028"\\/\b\f\n\r\t, 1.50, 2.0]', "n": Decimal("2.0")})
@example(UUID(int=1), 1, "x", {"n": None, "in": {"n": None, "l": [None, {"n": None}]}})
def test_both_make_the_same_of_a_row(superuser, key, remote_id, modified_on, fields):
    [(hub,)] = superuser.execute(
        "select sync.row_hash(%s, %s, %s, %s::jsonb)", (key, remote_id, modified_on, wire.encode(fields))
    ).fetchall()
    assert hub == row_hash(EntityKey(key), remote_id, modified_on, fields)


KEY = EntityKey(UUID(int=7))


@pytest.mark.parametrize(
    "one, other",
    [
        ({"price": 1}, {"price": Decimal("1.00")}),
        ({"price": 1, "code": None}, {"price": 1}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ],
)
def test_what_means_the_same_hashes_the_same(one, other):
    assert row_hash(KEY, 1, None, one) == row_hash(KEY, 1, None, other)


@pytest.mark.parametrize(
    "other",
    [
        (EntityKey(UUID(int=8)), 1, None, {"a": 1}),
        (KEY, 2, None, {"a": 1}),
        (KEY, 1, "", {"a": 1}),
        (KEY, 1, None, {"a": "1"}),
        (KEY, 1, None, {"a": True}),
        (KEY, 1, None, {"a": [1]}),
        (KEY, 1, None, {"b": 1}),
    ],
)
def test_what_differs_hashes_differently(other):
    assert row_hash(KEY, 1, None, {"a": 1}) != row_hash(*other)


def test_what_is_no_value_is_refused():
    with pytest.raises(TypeError, match="float"):
        row_hash(KEY, 1, None, {"a": 1.5})


def mirror_of(rows) -> dict[EntityKey, int]:
    """What a desktop that followed the feed has of materials, hashed."""
    return {
        row.entity_key: row_hash(
            row.entity_key, told(row)["remote_id"], told(row)["modified_on"], told(row)["fields"]
        )
        for row in rows
        if row.kind is FeedKind.MIRROR and told(row)["kind"] == "material"
    }


def digest_of(mirror: dict[EntityKey, int], at_seq: int) -> Digest:
    buckets: dict[int, tuple[int, int]] = {}
    for key, hashed in mirror.items():
        count, xor = buckets.get(bucket_of(key), (0, 0))
        buckets[bucket_of(key)] = (count + 1, xor ^ hashed)
    return Digest(at_seq, buckets)


async def test_who_followed_the_feed_has_the_hubs_digest(hub, lease):
    await pull(hub, lease, {n: {"code": f"C{n}", "price": Decimal("0.5") * n} for n in range(1, 301)})
    await pull(hub, lease, {5: {"name": "Valves"}}, EntityKind.CATEGORY)
    await pull(hub, lease, {n: {"price": Decimal("9.90"), "modified_on": "later"} for n in (3, 4, 250)})
    # nothing that anybody would be told of: a moment alone, a number written otherwise, a member without a value
    await pull(hub, lease, {7: {"modified_on": "later", "code": "C7"}})
    await pull(hub, lease, {8: {"price": Decimal("4.00"), "taxable": None}})
    feed = await whole_feed(hub)
    ours = digest_of(mirror_of(feed), feed[-1].seq)
    theirs = await hub.digest(MATERIAL)
    assert theirs == ours
    assert sum(count for count, _ in theirs.buckets.values()) == 300
    assert (await hub.digest(EntityKind.SERVICE)).buckets == {}


async def test_what_differs_is_found_and_fetched(team, hub, lease):
    await pull(hub, lease, {n: {"code": f"C{n}", "price": n} for n in range(1, 401)})
    feed = await whole_feed(hub)
    damaged = mirror_of(feed)
    damaged[team.key(11)] ^= 1
    del damaged[team.key(12)]
    theirs = await hub.digest(MATERIAL)
    differing = theirs.differing(digest_of(damaged, theirs.at_seq))
    assert differing == sorted({bucket_of(team.key(11)), bucket_of(team.key(12))})
    pages = [page async for page in hub.snapshot_of(MATERIAL, differing)]
    rows = [row for page in pages for row in page.rows]
    assert {page.at_seq for page in pages} == {theirs.at_seq}
    assert {row.entity_key for row in rows} == {key for key in mirror_of(feed) if bucket_of(key) in differing}
    told_before = {row.entity_key: row for row in feed}
    for row in rows:
        assert {**told(row), "fields": wire.decode(row.fields_text)} == told_before[row.entity_key].payload
    assert all(row.seq == told_before[row.entity_key].seq for row in rows)


async def test_many_buckets_come_in_pages(hub, lease, monkeypatch):
    monkeypatch.setattr("lazi_desktop.store.hub.snapshots.SNAPSHOT_PAGE", 3)
    await pull(hub, lease, {n: {"code": str(n)} for n in range(1, 9)})
    pages = [page async for page in hub.snapshot_of(MATERIAL, range(256))]
    assert [len(page.rows) for page in pages] == [3, 3, 2]
    assert [page async for page in hub.snapshot_of(MATERIAL, [])] == []


async def test_the_digest_tells_the_place_of_the_feed_it_holds_for(hub, lease):
    await pull(hub, lease, {1: {"code": "A"}})
    before = await hub.digest(MATERIAL)
    await pull(hub, lease, {1: {"code": "B"}})
    after = await hub.digest(MATERIAL)
    assert (before.at_seq, after.at_seq) == (1, 2)
    assert before.differing(after) == list(before.buckets)
