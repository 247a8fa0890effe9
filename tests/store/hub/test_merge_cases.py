"""The hub's SQL and the domain decide alike."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.merge import decide_op, decide_pull
from lazi_desktop.domain.values import Value
from lazi_desktop.store.hub import EmbeddedPostgres, wire
from lazi_desktop.store.hub.schema import admin_connection
from tests.merge_cases import ABSENT, OP_CASES, PULL_CASES


@pytest.mark.parametrize("seen, ours, current, expected, because", OP_CASES)
def test_the_domain_decides_an_op(seen, ours, current, expected, because):
    assert decide_op(seen=seen, ours=ours, current=current) == expected, because


@pytest.mark.parametrize("base, ours, mirror, theirs, sent, expected, because", PULL_CASES)
def test_the_domain_decides_a_pull(base, ours, mirror, theirs, sent, expected, because):
    was_sent = sent is not ABSENT
    decision = decide_pull(
        base=base, ours=ours, mirror=mirror, theirs=theirs, sent=sent if was_sent else None, was_sent=was_sent
    )
    assert decision == expected, because


def test_the_hub_decides_ops_alike(hub_server: EmbeddedPostgres):
    with admin_connection(hub_server.admin_url) as connection:
        for seen, ours, current, expected, because in OP_CASES:
            row = connection.execute(
                "select sync.decide_op(%s::jsonb, %s::jsonb, %s::jsonb)",
                (_json(seen), _json(ours), _json(current)),
            ).fetchone()
            assert row == (expected,), because


def test_the_hub_decides_pulls_alike(hub_server: EmbeddedPostgres):
    with admin_connection(hub_server.admin_url) as connection:
        for base, ours, mirror, theirs, sent, expected, because in PULL_CASES:
            was_sent = sent is not ABSENT
            row = connection.execute(
                "select sync.decide_pull(%s::jsonb, %s::jsonb, %s::jsonb, %s::jsonb, %s::jsonb, %s)",
                (*map(_json, (base, ours, mirror, theirs)), _json(sent) if was_sent else None, was_sent),
            ).fetchone()
            assert row == (expected,), because


def test_a_missing_value_is_an_empty_one(hub_server: EmbeddedPostgres):
    with admin_connection(hub_server.admin_url) as connection:
        assert connection.execute("select sync.decide_op(null, 'null', null)").fetchone() == ("noop",)
        assert connection.execute("select sync.decide_op(null, '1', 'null')").fetchone() == ("accepted",)


def _json(value: Value) -> str:
    return wire.encode(value)
