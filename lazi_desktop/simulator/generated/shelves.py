"""Where a SKU of a trade belongs among the categories in use."""

from __future__ import annotations

from collections.abc import Sequence

from lazi_desktop.simulator.generated.words import TRADES
from lazi_desktop.simulator.wire import Json


class Shelves:
    """The nodes of one type that are active like everything above them."""

    def __init__(self, categories: Sequence[Json], category_type: str) -> None:
        trades: dict[int | None, str] = {}
        shelves: dict[int | None, str] = {}
        self.all: list[Json] = []
        self._by_place: dict[tuple[str, str], list[Json]] = {}
        for node in categories:
            parent = node["parentId"]
            if (
                not node["active"]
                or node["categoryType"] != category_type
                or not (parent is None or parent in trades)
            ):
                continue
            trade = trades[parent] if parent is not None else _trade(node["name"])
            trades[node["id"]] = trade
            self.all.append(node)
            shelves[node["id"]] = shelves.get(parent) or ("" if parent is None else node["name"])
            self._by_place.setdefault((trade, ""), []).append(node)
            self._by_place.setdefault((trade, shelves[node["id"]] or "root"), []).append(node)

    def of(self, trade: str, shelf: str = "") -> list[Json]:
        """Those on the shelf, or else of the trade, or all where the trade has too few."""
        found = self._by_place.get((trade, shelf), []) if shelf else []
        found = found or self._by_place.get((trade, ""), [])
        return found if (shelf and found) or len(found) > 5 else self.all


def _trade(root: str) -> str:
    return next((trade for trade in TRADES if root.startswith(f"{trade} ")), "")
