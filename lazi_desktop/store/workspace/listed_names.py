"""What the rows of ServiceTitan's lists are called, of all lists at once and without what else is known of them."""

from __future__ import annotations

import json

from lazi_desktop.domain.listed_fields import NAMED_LISTS, ListedNames
from lazi_desktop.store.workspace.database import Database


def read_listed_names(database: Database) -> ListedNames:
    rows = database.all(
        "SELECT list, remote_id, name, active FROM reference_row WHERE list IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(NAMED_LISTS)),),
    )
    return ListedNames((of, number, name, bool(active)) for of, number, name, active in rows)
