"""Where lines of the audit log come from."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from lazi_desktop.domain.audit import AuditOrigin, actions_of, origin_of

SQL = Path(__file__).resolve().parents[2] / "migrations" / "hub" / "sql"


@pytest.mark.parametrize(
    "action, origin",
    [
        ("set", AuditOrigin.EDIT),
        ("resolve: merged", AuditOrigin.EDIT),
        ("answer: accepted", AuditOrigin.EDIT),
        ("kit: chosen", AuditOrigin.EDIT),
        ("pull", AuditOrigin.PULL),
        ("pushed", AuditOrigin.PUSH),
        ("restored", AuditOrigin.OTHER),
        ("of a newer program", AuditOrigin.OTHER),
    ],
)
def test_an_action_has_an_origin(action, origin):
    assert origin_of(action) is origin


def test_no_action_has_two():
    for one, other in combinations(AuditOrigin, 2):
        assert not actions_of(one) & actions_of(other)


def test_every_action_that_the_hub_writes_as_it_stands_is_known():
    written = set()
    for file in SQL.rglob("*.sql"):
        text = file.read_text(encoding="utf-8")
        written |= set(re.findall(r"[(\[]\('([a-z_ ]+)'(?=[^;]*?::audit\.entry)", text))
    known = set().union(*(actions_of(origin) for origin in AuditOrigin))
    events = {
        "tombstone",
        "override",
        "conflict",
        "change_set",
        "proposal",
        "habit",
        "kit_part",
        "created",
        "mirror",
    }
    assert len(written) > 10
    assert written - events <= known
