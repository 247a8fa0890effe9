"""Typing into the kit builder's search: from a keystroke to the first rows, and to their picture."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, percentile, spread
from tests.benchmarks.keystrokes import Keys, slowest
from tests.benchmarks.kits_filled import LARGE_KIT

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop

ROWS_MS, PAINTED_MS = 16, 40
CADENCE = 0.11  # s between two keys of somebody who types well
WORDS = (
    "copper elbow", "1/2 valve", '3/4"', "1-1/2 coupling", "filter", "stainless", "thermostat", "e", "a", "5", "s",
    "1.5 pvc", "pump set 12", "ball val", "flame sensor", "zzzz", "filter 16x20",
)  # fmt: skip
CODES = 6  # real ones, typed too


def measure(options: Options) -> Outcome:
    from tests.benchmarks.kits_filled import profile_with_kits

    found = profile_with_kits(options).in_window("kit_search", {"quick": options.quick})
    return Outcome(
        figures=[
            Figure(
                name=f"kits: keystroke to rows, p95, scale {options.large:g}",
                value=percentile(found["rows"], 0.95),
                unit="ms",
                target=ROWS_MS,
                baseline=percentile(found["bare"], 0.95),
                note="materials and kits; the bare: the words alone in the full-text index, 60 numbers, no order",
            ),
            Figure(
                name=f"kits: keystroke to rows, the processor's time, p95, scale {options.large:g}",
                value=percentile(found["worked"], 0.95),
                unit="ms",
                target=ROWS_MS,
            ),
            Figure(
                name=f"kits: keystroke to painted, p95, scale {options.large:g}",
                value=percentile(found["painted"], 0.95),
                unit="ms",
                target=PAINTED_MS,
            ),
        ],
        details={
            **{name: spread(found[name]) for name in ("rows", "worked", "painted", "bare")},
            "keys overtaken by the next": found["overtaken"],
            "slowest": found["slowest"],
        },
    )  # fmt: skip


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from lazi_desktop.domain.kinds import Tree
    from lazi_desktop.domain.kits.parts import KitId
    from lazi_desktop.ports.sku_query import SkuQuery
    from tests.benchmarks.search import bare_queries
    from tests.benchmarks.watching import Paints, at_rest, press, show_unconnected, until

    page, keys = desktop.opened.kits, Keys()
    browser = page.builder.browser
    browser.shown.connect(lambda: keys.show(browser.search.text().strip()))
    watches = [Paints(one, keys.paint) for one in (browser.list.viewport(), browser.nothing)]
    show_unconnected(desktop)
    desktop.opened.window.open_page("kits")
    await until(lambda: page.kits.is_ready and KitId(LARGE_KIT) in page.kits.book.kits)
    page.open_kit(KitId(LARGE_KIT))
    await at_rest(desktop)
    numbers = desktop.workspace.queries.find(SkuQuery(tree=Tree.MATERIALS))
    step = max(len(numbers) // CODES, 1)
    codes = [row.code for row in desktop.workspace.queries.rows(numbers[step // 2 :: step])]
    texts = [*WORDS, *(code.lower() for code in codes)]
    cadence = CADENCE
    if options["quick"]:
        texts, cadence = ["elbow", '1/2"'], 0.02
    browser.take_keys()
    for text in texts:
        for letter in text:
            began = time.perf_counter()
            before, after = browser.search.text().strip(), (browser.search.text() + letter).strip()
            if after != before:
                keys.press(after, began)
            press(browser.search, letter)
            await asyncio.sleep(cadence - (time.perf_counter() - began))
        await until(lambda: keys.are_answered)
        browser.search.clear()
        await at_rest(desktop, looks=3)
    del watches
    return {
        "rows": [1000 * (key.rows - key.at) for key in keys.typed],
        "worked": [1000 * key.worked for key in keys.typed],
        "painted": [1000 * (key.painted - key.at) for key in keys.typed],
        "overtaken": sum(key.overtaken for key in keys.typed),
        "bare": bare_queries(desktop, [key.text for key in keys.typed], 60),
        "slowest": slowest(keys),
    }
