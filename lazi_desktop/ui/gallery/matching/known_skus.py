"""What of all SKUs a file can be named after, and the pictures they have. Reads the workspace, away from the window."""

from __future__ import annotations

from collections.abc import Callable

from lazi_desktop.domain.matching.photos import NamedSku, SkuLook
from lazi_desktop.ports.queries import PricebookQueries


def named_skus(queries: PricebookQueries, step: Callable[[], None]) -> list[NamedSku]:
    """`step` is called now and then, and may raise."""
    found: list[NamedSku] = []
    for some in queries.named_skus():
        step()
        found += some
    return found


def looks_of_skus(queries: PricebookQueries) -> list[SkuLook]:
    return [
        SkuLook(key, one.look.print, one.look.digest) for one in queries.known_looks() for key in one.skus
    ]
