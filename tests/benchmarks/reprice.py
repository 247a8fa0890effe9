"""A bulk price change of ten thousand: the preview, the one step, and its undoing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, percentile, rounded
from tests.benchmarks.timing import spreads, timed

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop

COUNT = 10_000
PREVIEW_S, APPLY_S, UNDO_S = 0.5, 1.0, 1.0
TURNS = 5
_LOOKS = 0.01  # s between two looks whether it is done: more of them would work beside it


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile

    profile = filled_profile(options.folder / "large", options.large)
    count = 50 if options.quick else COUNT
    found = profile.in_window("reprice", {"count": count, "turns": 1 if options.quick else TURNS})
    where = f"of {found['lines']:,}, scale {options.large:g}"
    return Outcome(
        figures=[
            Figure(
                name=f"reprice: preview {where}, p95",
                value=percentile(found["preview"], 0.95),
                unit="s",
                target=PREVIEW_S,
                baseline=percentile(found["bare read"], 0.95),
                note="from opening the panel to its table painted; the bare: the same rows read, nothing reckoned",
            ),
            Figure(
                name=f"reprice: other settings {where}, p95",
                value=percentile(found["typed"], 0.95),
                unit="s",
                target=PREVIEW_S,
                note="from a keystroke to the table painted",
            ),
            Figure(
                name=f"reprice: apply {where}, p95",
                value=percentile(found["apply"], 0.95),
                unit="s",
                target=APPLY_S,
                baseline=percentile(found["bare write"], 0.95),
                note="the price alone; the bare: as many ops appended to a table of their own by SQLite",
            ),
            Figure(
                name=f"reprice: undo {where}, p95",
                value=percentile(found["undo"], 0.95),
                unit="s",
                target=UNDO_S,
            ),
        ],
        details={
            **spreads(found, "preview", "typed", "apply", "undo", "bare read", "bare write"),
            "applied with the three derived prices, s": rounded(found["derived"][0]),
        },
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
    round_trip = _RoundTrips(desktop, options["count"], options["turns"])
    found: dict[str, Any] = {}
    for turn in range(options["turns"]):
        round_trip.take(turn)
        await round_trip.run(found)
    found["lines"] = round_trip.count
    round_trip.take(options["turns"])
    await round_trip.with_derived(found)
    for _ in range(options["turns"]):
        round_trip.bare_read(found)
        round_trip.bare_write(found)
    return found


class _RoundTrips:
    """Opened, typed into, applied and undone, as a person does it; each turn with rows that nobody has changed yet."""

    def __init__(self, desktop: Desktop, count: int, turns: int) -> None:
        self._desktop = desktop
        self._page = desktop.opened.pricebook
        self._all = list(self._page.grid.model.rows.numbers)
        self.count = min(count, len(self._all) // (turns + 1))
        self._numbers: list[int] = []

    def take(self, turn: int) -> None:
        self._numbers = self._all[turn * self.count : (turn + 1) * self.count]

    async def run(self, found: dict[str, Any]) -> None:
        from tests.benchmarks.watching import at_rest

        await self._open(found)
        with timed(found, "typed"):
            self._panel.form.value.setText("7")
            self._panel.form.value.textEdited.emit("7")
            await self._painted()
        await self._apply(found, "apply")
        await at_rest(self._desktop)
        await self._undo(found)
        await at_rest(self._desktop)

    async def with_derived(self, found: dict[str, Any]) -> None:
        from tests.benchmarks.watching import at_rest

        await self._open({}, derived=True)
        await self._apply(found, "derived")
        await at_rest(self._desktop)
        await self._undo({})

    @property
    def _panel(self) -> Any:
        return self._page.middle.panel

    async def _open(self, found: dict[str, Any], *, derived: bool = False) -> None:
        from lazi_desktop.domain.pricing.derived import DERIVED_FIELDS, Follow
        from lazi_desktop.ui.pricebook.reprice.choices import Choices
        from lazi_desktop.ui.pricebook.reprice.panel import CHOICES
        from lazi_desktop.ui.pricebook.reprice.scope import Scopes

        follow = str(Follow.KEEP_RATIO if derived else Follow.LEAVE)
        choices = Choices(ends="99", follows=dict.fromkeys(DERIVED_FIELDS, follow))
        self._desktop.context.state.setValue(CHOICES, choices.to_text())
        with timed(found, "preview"):
            self._page.middle.reprice(Scopes(self._numbers, None, None))
            await self._painted()

    async def _painted(self) -> None:
        from tests.benchmarks.watching import until

        await until(lambda: self._panel.flow.is_settled and self._panel.model.preview is not None)
        self._panel.table.viewport().repaint()

    async def _apply(self, found: dict[str, Any], name: str) -> None:
        from tests.benchmarks.watching import until

        with timed(found, name):
            self._panel.apply()
            await until(lambda: not self._panel.is_open, every=_LOOKS)

    async def _undo(self, found: dict[str, Any]) -> None:
        from tests.benchmarks.watching import until

        heard: list[object] = []
        edits = self._desktop.context.edits
        edits.changed.connect(lambda _changes, initiator: heard.append(initiator))
        with timed(found, "undo"):
            self._desktop.opened.window.undo()
            await until(lambda: self._desktop.opened.window.undoing in heard, every=_LOOKS)

    def bare_read(self, found: dict[str, Any]) -> None:
        from lazi_desktop.operations.reprice import NEEDED_FIELDS

        with timed(found, "bare read"):
            self._desktop.workspace.queries.rows(self._numbers, NEEDED_FIELDS)

    def bare_write(self, found: dict[str, Any]) -> None:
        from lazi_desktop.store.workspace.database import open_writer

        database = open_writer(self._desktop.workspace.path.with_name("bare.sqlite3"))
        database.run("CREATE TABLE op (number INTEGER PRIMARY KEY, key BLOB, field TEXT, value TEXT)")
        with timed(found, "bare write"), database.writing():
            for number in self._numbers:
                database.run(
                    "INSERT INTO op (key, field, value) VALUES (?, 'price', ?)",
                    (number.to_bytes(16, "big"), str(Decimal(number))),
                )
        database.close()
        for file in self._desktop.workspace.path.parent.glob("bare.sqlite3*"):
            file.unlink()
