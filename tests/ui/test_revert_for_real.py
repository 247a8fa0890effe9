"""A push of 640 SKUs taken back through the whole window, on disk: one change-set in Review, and one step to undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from lazi_desktop.ports.engine import RunsRead
from lazi_desktop.ports.hub_runs import RunRow
from lazi_desktop.ports.ledger import PushResultsRead
from lazi_desktop.ports.sku_query import SkuQuery
from tests.domain.test_revert import pushed
from tests.fakes.feed import FeedMaker, category, sku
from tests.ui.real_window import RealWindow

MANY, CHANGED_SINCE = 640, 23
RUN = UUID(int=4711)
STARTED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def window(tmp_path, qtbot) -> Iterator[RealWindow]:
    window = RealWindow(tmp_path, uuid4(), qtbot)
    skus = [
        sku(1_000 + number, f"SKU-{number:04}", f"Union {number}", price=100 + number, cost=5, categories=[1])
        for number in range(MANY)
    ]
    window.feed(FeedMaker().mirrors([category(1, "Unions"), *skus]))
    window.show()
    yield window
    window.close()


def test_a_push_of_many_is_taken_back_but_for_what_the_office_changed(window: RealWindow, qtbot) -> None:
    queries = window.workspace.queries
    rows = queries.rows(queries.find(SkuQuery()))
    assert len(rows) == MANY
    results = [
        pushed(
            "price", Decimal("9.5"), row.price, entity_key=row.key, code=row.code, name=row.name,
            found=1 if place < CHANGED_SINCE else row.price,
        )
        for place, row in enumerate(rows)
    ]  # fmt: skip
    run = RunRow(
        run_id=RUN, what="push", full=False, by="Dana", device="OFFICE-PC", started=STARTED,
        finished=STARTED + timedelta(minutes=3), state="done", counts={"verified": MANY}, detail="",
    )  # fmt: skip
    window.window.open_page("activity")
    activity = window.opened.activity
    window.engine.tell(RunsRead([run]))
    qtbot.waitUntil(lambda: bool(activity.model.entries))
    activity.open_chosen()
    window.engine.tell(PushResultsRead(RUN, results))
    ledger = activity.pages.ledger
    qtbot.waitUntil(lambda: ledger.model.rowCount() == MANY)
    ledger.revert_all.click()
    qtbot.waitUntil(lambda: ledger.revert.plan is not None)
    plan = ledger.revert.plan
    assert plan is not None
    assert len(plan.left_out) == CHANGED_SINCE
    ledger.revert.stage.click()
    qtbot.waitUntil(lambda: window.opened.review.isVisible())
    window.settle()

    pending = queries.pending()
    assert {change.ours for change in pending} == {Decimal("9.5")}
    [change_set] = queries.change_sets()
    assert {change.change_set for change in pending} == {change_set.set_id}
    assert change_set.changes == MANY - CHANGED_SINCE
    assert change_set.message.startswith("Revert of push of 20 Nov 2026")
    review = window.opened.review
    qtbot.waitUntil(lambda: review.strip.change_set.value == change_set.set_id)
    assert window.engine.asked("push") == []
    window.window.undo()
    window.settle()
    assert queries.pending() == []
