"""Reads a tenant from a folder of JSON files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lazi_desktop.simulator.kinds import LIST_NAMES, SkuKind
from lazi_desktop.simulator.pricebook import Pricebook
from lazi_desktop.simulator.rows import Row, row_of
from lazi_desktop.simulator.wire import Json, decode

_SKU_FILES: dict[SkuKind, str] = {
    "material": "materials.json",
    "service": "services.json",
    "equipment": "equipment.json",
    "discount_fee": "discounts-and-fees.json",
}


class TenantFileError(Exception):
    """A file cannot be served; the message names it and says why."""


def read_pricebook(folder: Path) -> Pricebook:
    """Absent files mean empty lists."""
    if not folder.is_dir():
        raise TenantFileError(f"{folder}: not a folder")
    return Pricebook(
        categories=_rows(folder / "categories.json", _flat(_items(folder / "categories.json"), None)),
        skus={kind: _rows(folder / name, iter(_items(folder / name))) for kind, name in _SKU_FILES.items()},
        markup=_items(folder / "materialsmarkup.json"),
        rate_sheets=_items(folder / "clientspecificpricing.json"),
        cost_types=_items(folder / "costtypes.json"),
        lists={name: _items(folder / f"{name}.json") for name in LIST_NAMES},
    )


def _items(path: Path) -> list[Json]:
    """The rows of a bare array or of a page envelope."""
    if not path.exists():
        return []
    try:
        content: Any = decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except ValueError as problem:
        raise TenantFileError(f"{path}: not JSON: {problem}") from problem
    items = content.get("data") if isinstance(content, dict) else content
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise TenantFileError(f"{path}: neither an array of objects nor a page with such an array as 'data'")
    return items


def _flat(nodes: list[Json], parent: int | None) -> Iterator[Json]:
    """Every category once, whether the file nests them or not."""
    for node in nodes:
        children = node.get("subcategories") or []
        flat: Json = {"parentId": parent} | node | {"subcategories": []}
        if flat["parentId"] is None:
            flat["parentId"] = parent
        yield flat
        yield from _flat(children, node.get("id"))


def _rows(path: Path, items: Iterator[Json]) -> list[Row]:
    rows: dict[int, Row] = {}
    for item in items:
        if not isinstance(item.get("id"), int):
            raise TenantFileError(f"{path}: an item has no whole number as 'id'")
        if item["id"] in rows:
            raise TenantFileError(f"{path}: id {item['id']} occurs twice")
        rows[item["id"]] = row_of(item)
    return list(rows.values())
