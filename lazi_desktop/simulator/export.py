"""Export feeds: every row in the order of its last change, resumed by an opaque token."""

from __future__ import annotations

import base64
import bisect

from lazi_desktop.simulator.clock import TICKS, to_ticks
from lazi_desktop.simulator.kinds import Kind
from lazi_desktop.simulator.problems import not_valid
from lazi_desktop.simulator.query import Query
from lazi_desktop.simulator.rows import Row
from lazi_desktop.simulator.tenant import Tenant
from lazi_desktop.simulator.wire import encode

Position = tuple[int, int]

_MARK = "st1"
_START: Position = (-1, -1)


def export_page(tenant: Tenant, kind: Kind, query: Query) -> bytes:
    """Young changes are withheld, or delivered and delivered again until they have come of age."""
    start = _position(query.text("from"))
    recent = query.flag("includeRecentChanges") or False
    rows = tenant.table(kind).by_change()
    settled = bisect.bisect_right(rows, (_horizon(tenant), 2**63), key=_place)
    first = bisect.bisect_right(rows, start, key=_place)
    last = min(len(rows) if recent else max(settled, first), first + tenant.settings.export_page_size)
    more = last < (len(rows) if recent else settled)
    resume = last if more else min(last, max(settled, 0))
    after = _place(rows[resume - 1]) if resume else _START
    head = f'{{"hasMore":{"true" if more else "false"},"continueFrom":'.encode()
    token = encode(_token(after if resume >= first else start))
    return head + token + b',"data":[' + b",".join(row.encoded for row in rows[first:last]) + b"]}"


def _place(row: Row) -> Position:
    return row.modified, row.id


def _horizon(tenant: Tenant) -> int:
    delay = tenant.settings.export_delay
    return 2**63 if delay <= 0 else int((tenant.clock.seconds() - delay) * TICKS)


def _token(position: Position) -> str:
    return base64.urlsafe_b64encode(f"{_MARK}:{position[0]}:{position[1]}".encode()).decode()


def _position(given: str | None) -> Position:
    """What to go on after: a token's row, or everything before a date, which itself counts."""
    if given is None:
        return _START
    try:
        mark, modified, row_id = base64.urlsafe_b64decode(given).decode("ascii").split(":")
        if mark == _MARK:
            return int(modified), int(row_id)
    except ValueError:
        pass
    try:
        return to_ticks(given) - 1, 2**63
    except (ValueError, OverflowError):
        raise not_valid(given, "from") from None
