"""The grid's questions to the workspace: sorting and filtering by any column, facets, flags, sums, and rows in memory.

The bare things are Python's own on lists in memory: what a person's spreadsheet would have to do.
"""

from __future__ import annotations

import gc
import shutil
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, percentile, rounded, spread

if TYPE_CHECKING:
    from lazi_desktop.ports.pricebook import SkuRow
    from lazi_desktop.store.workspace import OpenWorkspace
    from tests.benchmarks.stage import Profile

FIRST_ROWS = 200
SORT_MS, FIRST_USE_MS, ROWS_MS, LOOK_MS, BYTES = 150, 1000, 16, 150, 1024
IN_ROW = ("code", "name", "price", "margin", "unit", "vendor_part", "state", "active", "remote_id")
WORKED_OUT = (
    "account",
    "is_price_locked",
    "add_on_member_price",
    "modified_on",
    "other_vendors",
    "categories",
    "assets",
)
TYPED = {"name": ("elbow", "copper 1", "valve"), "code": ("1234", "cv-1"), "vendor_part": ("77", "qq"),
         "account": ("income", "zz"), "price": ("12.5",)}  # fmt: skip
FACETS = ("unit", "active", "state", "account", "categories", "other_vendors")
LOADED = 20_000


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile

    profile = filled_profile(options.folder / "large", options.large)
    folder = options.folder / "columns"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        with closing(_open(profile, folder)) as workspace:
            return _Measuring(workspace, f"scale {options.large:g}", 2 if options.quick else 7).outcome()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _open(profile: Profile, folder: Path) -> OpenWorkspace:
    """A copy: what is worked out here must not cost other benchmarks anything."""
    from lazi_desktop.app.device import device_of
    from lazi_desktop.app.system import OrderedIds, SystemClock
    from lazi_desktop.config.places import migrations_folder
    from lazi_desktop.store.workspace.opening import FILE_NAME, open_workspace

    for one in profile.places.workspace.glob(f"{FILE_NAME}*"):
        if not one.name.endswith("-shm"):
            shutil.copy(one, folder / one.name)
    return open_workspace(
        folder,
        tenant_id=profile.tenant_id,
        device_id=device_of(profile.places.device("window"), "window").device_id,
        ids=OrderedIds(),
        clock=SystemClock(),
        migrations=migrations_folder(),
    )


class _Measuring:
    def __init__(self, workspace: OpenWorkspace, scale: str, times: int) -> None:
        from lazi_desktop.ports.sku_query import SkuQuery

        self._queries = workspace.queries
        self._scale = scale
        self._times = times
        self._numbers = self._queries.find(SkuQuery())
        self._rows: list[SkuRow] = list(self._queries.rows(self._numbers))
        self._details: dict[str, Any] = {"rows of the tree": len(self._rows)}

    def outcome(self) -> Outcome:
        figures = [*self._sorting(), *self._filtering(), *self._counting(), self._summing(), self._loading()]
        return Outcome(figures=figures, details=self._details)

    def _sorting(self) -> Iterable[Figure]:
        from lazi_desktop.ports.sku_query import SkuQuery, SortBy

        def sort(column: str, *, descending: bool = False) -> None:
            query = SkuQuery(order=(SortBy(column, descending),))
            self._queries.find(query, limit=FIRST_ROWS)

        first = {column: _ms(partial(sort, column)) for column in WORKED_OUT}
        prices = [float(row.price or 0) for row in self._rows]
        bare = self._several(lambda: sorted(range(len(prices)), key=prices.__getitem__)[:FIRST_ROWS])
        for what, columns in (("of the row", IN_ROW), ("worked out", WORKED_OUT)):
            taken = {column: self._several(partial(sort, column, descending=True)) for column in columns}
            self._details[f"sort by a column {what}"] = {name: spread(found) for name, found in taken.items()}
            yield Figure(
                name=f"sort by a column {what} to its first rows, p95, {self._scale}",
                value=percentile([one for found in taken.values() for one in found], 0.95),
                unit="ms",
                target=SORT_MS,
                baseline=percentile(bare, 0.95),
                note="the bare: Python sorts as many numbers",
            )
        self._details["a column's first use"] = {name: rounded(found) for name, found in first.items()}
        yield Figure(
            name=f"the first use of a column, median, {self._scale}",
            value=percentile(list(first.values()), 0.5),
            unit="ms",
            target=FIRST_USE_MS,
            note="once for a column and tree, until a snapshot",
        )

    def _filtering(self) -> Iterable[Figure]:
        from lazi_desktop.ports.sku_query import SkuQuery, TextFilter

        texts = [row.name.lower() for row in self._rows]
        taken: dict[str, list[float]] = {}
        bare: list[float] = []
        for column, words in TYPED.items():
            self._queries.find(SkuQuery(filters=(TextFilter(column, words[0]),)), limit=1)
            for word in words:
                for end in range(1, len(word) + 1):
                    typed = word[:end]
                    query = SkuQuery(filters=(TextFilter(column, typed),))
                    taken[f"{column} {typed}"] = self._several(
                        partial(self._queries.find, query, limit=FIRST_ROWS)
                    )
                    bare += self._several(partial(_containing, texts, typed))
        slowest = sorted(taken, key=lambda typed: -percentile(taken[typed], 0.5))[:6]
        self._details["filter keystrokes"] = spread([one for found in taken.values() for one in found])
        self._details["slowest filters"] = {typed: spread(taken[typed]) for typed in slowest}
        yield Figure(
            name=f"filter keystroke to rows, p95, {self._scale}",
            value=percentile([one for found in taken.values() for one in found], 0.95),
            unit="ms",
            target=ROWS_MS,
            baseline=percentile(bare, 0.95),
            note="the bare: Python looks for the text in a list of as many names",
        )

    def _counting(self) -> Iterable[Figure]:
        from lazi_desktop.ports.sku_query import SkuQuery

        units = [row.unit for row in self._rows]
        bare = self._several(lambda: Counter(units).most_common(FIRST_ROWS))
        facets = {name: self._several(partial(self._queries.facets, SkuQuery(), name)) for name in FACETS}
        flags = self._several(lambda: self._queries.flag_counts(SkuQuery()))
        self._details["facets"] = {name: spread(found) for name, found in facets.items()}
        yield Figure(
            name=f"facets of a column, p95, {self._scale}",
            value=percentile([one for found in facets.values() for one in found], 0.95),
            unit="ms",
            target=LOOK_MS,
            baseline=percentile(bare, 0.95),
            note="the bare: Python counts a list of as many texts",
        )
        yield Figure(
            name=f"counts of all flags, p95, {self._scale}",
            value=percentile(flags, 0.95),
            unit="ms",
            target=LOOK_MS,
            baseline=percentile(bare, 0.95),
        )

    def _summing(self) -> Figure:
        prices = [row.price for row in self._rows if row.price is not None]
        return Figure(
            name=f"sums of {len(self._rows):,} rows, p95, {self._scale}",
            value=percentile(self._several(lambda: self._queries.sums(self._numbers, "price")), 0.95),
            unit="ms",
            target=LOOK_MS,
            baseline=percentile(self._several(lambda: sum(prices)), 0.95),
            note="the bare: Python adds the same decimals, nothing else",
        )

    def _loading(self) -> Figure:
        numbers = self._numbers[:LOADED]
        self._rows.clear()
        gc.collect()
        tracemalloc.start()
        try:
            rows = self._queries.rows(numbers)
            gc.collect()
            taken, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        texts = sum(
            len(text.encode()) for row in rows for text in (row.code, row.name, row.unit, row.vendor_part)
        )
        return Figure(
            name=f"memory of a loaded row over its own text, {self._scale}",
            value=(taken - texts) / len(rows),
            unit="bytes",
            target=BYTES,
        )

    def _several(self, work: Callable[[], object]) -> list[float]:
        return [_ms(work) for _ in range(self._times)]


def _containing(texts: list[str], typed: str) -> list[str]:
    return [one for one in texts if typed in one][:FIRST_ROWS]


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)
