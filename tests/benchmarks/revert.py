"""Taking a push of 640 SKUs back: the plan of it, and staging it as a change-set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, percentile
from tests.benchmarks.timing import spreads, timed

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop
    from lazi_desktop.domain.pushed import Pushed

COUNT = 640
STAGE_S, PLAN_S = 1.0, 0.5
TURNS = 5
_LOOKS = 0.01  # s between two looks whether it is done: more of them would work beside it


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile

    profile = filled_profile(options.folder / "large", options.large)
    count = 50 if options.quick else COUNT
    found = profile.in_window("revert", {"count": count, "turns": 1 if options.quick else TURNS})
    where = f"of {found['lines']:,} SKUs, scale {options.large:g}"
    return Outcome(
        figures=[
            Figure(
                name=f"revert: stage {where}, p95",
                value=percentile(found["stage"], 0.95),
                unit="s",
                target=STAGE_S,
                baseline=percentile(found["bare write"], 0.95),
                note="from the button to the change-set in the workspace; the bare: as many ops appended to a table of"
                " their own by SQLite",
            ),
            Figure(
                name=f"revert: plan {where}, p95",
                value=percentile(found["plan"], 0.95),
                unit="s",
                target=PLAN_S,
                note="from opening the panel to what it puts back and leaves out",
            ),
        ],
        details=spreads(found, "stage", "plan", "bare write"),
    )


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from lazi_desktop.domain.kinds import Tree
    from tests.benchmarks.watching import at_rest, show_unconnected, until

    show_unconnected(desktop)
    page = desktop.opened.pricebook
    await until(lambda: page.grid.loader.is_complete)
    page.tree.show_tree(Tree.MATERIALS)
    await at_rest(desktop)
    await until(lambda: page.grid.loader.is_complete and page.editors.is_warm)
    numbers = list(page.grid.model.rows.numbers)
    turns = options["turns"]
    count = min(options["count"], len(numbers) // turns)
    found: dict[str, Any] = {"lines": count}
    for turn in range(turns):
        results = _pushed(desktop, numbers[turn * count : (turn + 1) * count])
        await _take_back(desktop, results, found)
        await at_rest(desktop)
        _bare_write(desktop, count, found)
    return found


def _pushed(desktop: Desktop, numbers: Sequence[int]) -> list[Pushed]:
    """As if a push had set the prices that stand there."""
    from uuid import uuid4

    from lazi_desktop.domain.pushed import Pushed, Result

    return [
        Pushed(
            entity_key=row.key, entity_kind=row.kind, code=row.code, name=row.name, field="price",
            before=(row.price or Decimal(0)) + 1, sent=row.price, found=row.price, result=Result.VERIFIED,
            created=False, op_id=uuid4(), by="", change_set=None, on_wire=True, status=200, detail="",
            at=datetime.now(UTC),
        )
        for row in desktop.workspace.queries.rows(numbers)
    ]  # fmt: skip


async def _take_back(desktop: Desktop, results: Sequence[Pushed], found: dict[str, Any]) -> None:
    from tests.benchmarks.watching import until

    panel = desktop.opened.activity.pages.ledger.revert
    staged: list[object] = []
    panel.staged.connect(staged.append)
    with timed(found, "plan"):
        panel.open(results, "Revert", "Revert of a push", {})
        await until(lambda: panel.plan is not None, every=_LOOKS)
    assert panel.plan is not None
    assert len(panel.plan.put_back) == len(results)
    with timed(found, "stage"):
        panel.stage.click()
        await until(lambda: bool(staged), every=_LOOKS)
    panel.staged.disconnect(staged.append)


def _bare_write(desktop: Desktop, count: int, found: dict[str, Any]) -> None:
    from lazi_desktop.store.workspace.database import open_writer

    database = open_writer(desktop.workspace.path.with_name("bare.sqlite3"))
    database.run("CREATE TABLE op (number INTEGER PRIMARY KEY, key BLOB, field TEXT, value TEXT)")
    with timed(found, "bare write"), database.writing():
        for number in range(count):
            database.run(
                "INSERT INTO op (key, field, value) VALUES (?, 'price', ?)",
                (number.to_bytes(16, "big"), str(number)),
            )
    database.close()
    for file in desktop.workspace.path.parent.glob("bare.sqlite3*"):
        file.unlink()
