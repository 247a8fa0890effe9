"""A large snapshot is worked out in a process of its own, and shows the same as one worked out here."""

from __future__ import annotations

import signal
import sys
from typing import Any
from uuid import UUID, uuid4

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow
from lazi_desktop.store.workspace import foreseeing
from lazi_desktop.store.workspace.encoding import to_json
from lazi_desktop.store.workspace.foreseeing import Foresight

SKUS: list[dict[str, Any]] = [
    {"code": "ELB-1-1/2", "display_name": "Elbow 1½", "price": 3, "categories": [2]},
    {"code": "CAFÉ", "description": "<b>x</b>", "primary_vendor": {"vendorId": 1, "vendorPart": "P/1"}},
    {"code": 17, "price": "not a number", "categories": 5},
]


def mirror(number: int, fields: dict, kind: str = "material") -> FeedRow:
    payload = {"kind": kind, "remote_id": number, "modified_on": None}
    key = EntityKey(UUID(int=number))
    return FeedRow(number, uuid4(), True, FeedKind.MIRROR, key, "", payload, None, to_json(fields))


ROWS = [
    *(mirror(number, fields) for number, fields in enumerate(SKUS, 1)),
    mirror(9, {"name": "Fittings"}, "category"),
]


@pytest.fixture
def foresight(monkeypatch):
    monkeypatch.setattr(foreseeing, "FEW", 0)
    foresight = Foresight()
    yield foresight
    foresight.close()


def test_what_it_sees_is_what_is_worked_out_here(foresight):
    foresight.foresee(ROWS)
    seen = foresight.seen(ROWS)
    assert seen is not None
    for row, shown in zip(ROWS[:2], seen, strict=False):
        here = foreseeing._shown("material", row.seq, row.fields_text)
        assert (shown.words, shown.words_hash, shown.categories, shown.pictures, shown.values) == here


def test_what_it_cannot_read_and_what_is_no_sku_is_left_to_whoever_needs_it(foresight):
    foresight.foresee(ROWS)
    assert foresight.seen(ROWS)[2:] == [None, None]


def test_a_small_snapshot_starts_no_process():
    foresight = Foresight()
    foresight.foresee(ROWS)
    assert foresight.seen(ROWS) is None
    assert foresight._process is None


def test_where_the_process_dies_the_work_is_done_here(foresight):
    foresight.foresee(ROWS)
    assert foresight.seen(ROWS)
    foresight._process.kill()
    foresight._process.wait()
    foresight.foresee(ROWS)
    assert foresight.seen(ROWS) is None


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be stopped here")
def test_one_that_hangs_is_not_waited_for_without_end(foresight, monkeypatch):
    foresight.foresee(ROWS)
    assert foresight.seen(ROWS)
    foresight._process.send_signal(signal.SIGSTOP)
    monkeypatch.setattr(foreseeing, "PATIENCE", 0.1)
    foresight.foresee(ROWS)
    assert foresight.seen(ROWS) is None
    assert foresight._process.returncode is not None


def test_one_that_cannot_be_started_is_done_without(foresight, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    foresight.foresee(ROWS)
    assert foresight.seen(ROWS) is None
