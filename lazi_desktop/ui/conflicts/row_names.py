"""What the rows of a list are called: the code of a linked SKU, a vendor, the path of a category."""

from __future__ import annotations

from collections.abc import Mapping

from lazi_desktop.domain.links import LINKED, linked_sku
from lazi_desktop.ports.pricebook import ConflictView
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.listed import is_listed, listed_words
from lazi_desktop.ui.sync.difference import CategoryPaths


def row_names(
    queries: PricebookQueries, conflict: ConflictView, categories: CategoryPaths
) -> Mapping[str, str]:
    """By the text of what tells the rows apart. Read away from the UI thread."""
    entries = [entry for side in (conflict.base, conflict.theirs, conflict.ours) for entry in side or ()]
    kinds = LINKED.get((conflict.entity_kind, conflict.field), ())
    if kinds:
        references = list({linked_sku(entry) for entry in entries})
        found = {}
        for kind in kinds:
            for reference, row in queries.rows_by_reference(kind, references).items():
                found[str(reference)] = f"{row.code}  {row.name}"
        return found
    if conflict.field == "categories":
        return {str(one): " › ".join(categories[one]) for one in entries if one in categories}
    if is_listed(conflict.field):
        return {str(one): listed_words(conflict.field, one) for one in entries}
    return {
        str(entry["vendorId"]): str(entry["vendorName"])
        for entry in entries
        if isinstance(entry, Mapping) and entry.get("vendorName") and "vendorId" in entry
    }
