"""What the engine tells keeps its lines, and none of them a cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from lazi_desktop.domain.cost_sight import MASK
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind, OpOutcome
from lazi_desktop.domain.pushed import Pushed, Result
from lazi_desktop.ports.engine import (
    AttemptsRead,
    EngineEvent,
    HistoryRead,
    OpsRefused,
    PushFinished,
    RefusedOp,
)
from lazi_desktop.ports.hub_runs import AttemptRow, Pulled, PulledRow
from lazi_desktop.ports.ledger import PulledRead, PushResultsRead
from lazi_desktop.ports.push import PreviewRead, PushedField, PushPreview, PushReport, PushResult
from lazi_desktop.ui.seeing.events import event_without_costs
from tests.ui.seeing.all_texts import figures_in

AT = datetime(2026, 3, 4, tzinfo=UTC)
KEY, RUN = EntityKey(UUID(int=1)), UUID(int=2)
COST, OTHER = Decimal("7391.13"), Decimal("6123.47")
ENTRY: dict[str, Any] = {"entity_key": KEY, "entity_kind": EntityKind.MATERIAL, "code": "A", "name": "B"}
WORDS = "7391.13 was sent, 6123.47 is there."
FIGURES = {"7391.13", "6123.47"}


def _field() -> PushedField:
    return PushedField(
        KEY, EntityKind.MATERIAL, "A", "B", "cost", PushResult.DIFFERS, ours=COST, found=OTHER, detail=WORDS
    )


EVENTS: list[EngineEvent] = [
    HistoryRead(
        KEY, [Recorded(number=1, at=AT, by="Ann", action="set", field="cost", before=COST, after=OTHER, message=WORDS)]
    ),
    PushResultsRead(
        RUN,
        [
            Pushed(
                **ENTRY, field="cost", before=COST, sent=OTHER, found=COST, result=Result.DIFFERS, created=False,
                op_id=RUN, by="Ann", change_set=None, on_wire=True, status=200, detail=WORDS, at=AT,
            )
        ],
    ),
    PulledRead((RUN,), Pulled.CHANGED, 0, [PulledRow(**ENTRY, before={"cost": COST}, after={"cost": OTHER})]),
    AttemptsRead(
        RUN,
        [
            AttemptRow(
                **ENTRY, attempt_id=RUN, path="", fields={"cost": COST, "price": 1}, sent=AT, finished=AT,
                outcome="rejected", status=400, detail=WORDS,
            )
        ],
    ),
    PushFinished(PushReport([_field()], 1, 1.0)),
    PreviewRead(frozenset(), PushPreview(frozenset(), [_field()], 1, 1.0, AT)),
    OpsRefused(
        [RefusedOp(OpKind.SET, KEY, EntityKind.MATERIAL, "A", "cost", COST, OpOutcome.REJECTED, "no")]
    ),
]  # fmt: skip


@pytest.mark.parametrize("event", EVENTS, ids=lambda one: type(one).__name__)
def test_no_event_tells_a_cost(event: EngineEvent) -> None:
    assert figures_in(repr(event), FIGURES)
    bare = event_without_costs(event)
    assert type(bare) is type(event)
    assert not figures_in(repr(bare), FIGURES)
    assert MASK in repr(bare)
    assert "cost" in repr(bare)


def test_words_about_a_vendors_cost_are_left_out() -> None:
    record = Recorded(
        number=1,
        at=AT,
        by="Ann",
        action="set",
        field="primary_vendor",
        before=None,
        after=None,
        message=WORDS,
    )
    bare = event_without_costs(HistoryRead(KEY, [record]))
    assert figures_in(repr(record), FIGURES)
    assert not figures_in(repr(bare), FIGURES)
    sent = event_without_costs(PushFinished(PushReport([replace(_field(), field="other_vendors")], 1, 1.0)))
    assert isinstance(sent, PushFinished)
    assert [one.detail for one in sent.report.fields] == [""]
