"""Whether the mirror is the hub's: its digest, and putting right what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from lazi_desktop.domain.digests import Digest, bucket_of, row_hash
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import same
from lazi_desktop.store.workspace.database import Database, Row
from lazi_desktop.store.workspace.encoding import from_json
from lazi_desktop.store.workspace.feed import Prepared

READ_AT_ONCE = 100
_ROWS = """
    SELECT rowid, entity_key, remote_id, modified_on, fields FROM mirror
    WHERE kind = ? AND rowid > ? AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.entity_key = mirror.entity_key)
    ORDER BY rowid LIMIT ?"""
_IN_BUCKETS = """
    SELECT entity_key, last_seq, remote_id, modified_on, fields FROM mirror
    WHERE kind = ? AND hex(substr(entity_key, 16)) IN (SELECT value FROM json_each(?))
    AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.entity_key = mirror.entity_key)"""


def digest_of(
    database: Database, kind: EntityKind, at_seq: int, let_edits_pass: Callable[[], None]
) -> Digest:
    """Of what is mirrored and not buried. Edits pass meanwhile; they do not touch the mirror."""
    found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for rows in _lots(database, kind):
        for _, key, remote_id, modified_on, fields in rows:
            entity_key = EntityKey(UUID(bytes=key))
            count, mixed = found[bucket_of(entity_key)]
            hashed = row_hash(entity_key, remote_id, modified_on, from_json(fields))
            found[bucket_of(entity_key)] = (count + 1, mixed ^ hashed)
        let_edits_pass()
    return Digest(at_seq, dict(found))


def _lots(database: Database, kind: EntityKind) -> Iterator[list[Row]]:
    last = -1
    while rows := database.all(_ROWS, (kind.value, last, READ_AT_ONCE)):
        yield rows
        last = rows[-1][0]


def differing(
    database: Database, kind: EntityKind, buckets: Sequence[int], rows: Sequence[Prepared], at_seq: int
) -> tuple[list[Prepared], list[bytes]]:
    """Which of the hub's rows are missing here or different, and what is here and not among them.

    What the feed has changed after `at_seq` is newer than either.
    """
    listed = "[" + ",".join(f'"{bucket:02X}"' for bucket in buckets) + "]"
    here = {key: rest for key, *rest in database.all(_IN_BUCKETS, (kind.value, listed))}
    wrong = []
    for one in rows:
        mine = here.pop(one.row.entity_key.bytes, None)
        if one.mirrored is None or (mine is not None and (mine[0] > at_seq or _equal(one, mine))):
            continue
        wrong.append(one)
    return wrong, [key for key, (last_seq, *_) in here.items() if last_seq <= at_seq]


def _equal(one: Prepared, mine: list[object]) -> bool:
    assert one.mirrored is not None
    _, remote_id, modified_on, fields = mine
    return (remote_id, modified_on) == (one.mirrored.remote_id, one.modified_on) and same(
        from_json(str(fields)), one.mirrored.fields
    )
