"""Runs as the hub tells of them, in few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid5

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_runs import AttemptRow, RunRow
from tests.fakes.ui_fakes import FakeBook, key_of

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
KINDS = tuple(kind.value for kind in EntityKind)


def a_run(what: str, ago: float, *, took: float | None = 1.0, **more: Any) -> RunRow:
    """Began so many seconds before NOW; still running where `took` is None."""
    started = NOW - timedelta(seconds=ago)
    given: dict[str, Any] = {"full": False, "by": "Dana", "device": "OFFICE-PC", "counts": {}, "detail": ""}
    given["state"] = "done"
    if took is None:
        given["state"] = "running"
    return RunRow(
        run_id=uuid5(key_of("run"), f"{what} {ago}"),
        what=what,
        started=started,
        finished=None if took is None else started + timedelta(seconds=took),
        **(given | more),
    )


def a_pull(ago: float, counts: Mapping[str, Mapping[str, int]] | None = None, **more: Any) -> list[RunRow]:
    """All kinds, one after the other."""
    return [
        a_run(
            kind, ago - 2 * place, counts=(counts or {}).get(kind, {"received": 40, "unchanged": 40}), **more
        )
        for place, kind in enumerate(KINDS)
    ]


def an_attempt(book: FakeBook, place: int, outcome: str = "applied", **more: Any) -> AttemptRow:
    row = book.row(place)
    given = {
        "entity_kind": row.kind,
        "code": row.code,
        "status": 200 if outcome == "applied" else None,
        "detail": "",
        "fields": {"price": Decimal("24.99")},
    }
    return AttemptRow(
        attempt_id=uuid5(key_of("attempt"), str(place)),
        entity_key=row.key,
        name=row.name,
        path=f"materials/{row.remote_id}",
        sent=NOW - timedelta(seconds=60),
        finished=NOW - timedelta(seconds=59),
        outcome=outcome,
        **(given | more),
    )
