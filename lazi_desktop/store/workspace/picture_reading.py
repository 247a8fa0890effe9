"""What is known of pictures, as the gallery, its reports and the matching of files ask for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from uuid import UUID

import msgspec

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pictures import PictureFlaw, PictureLook
from lazi_desktop.ports.picture_queries import (
    MOST_USES,
    BrokenPicture,
    KnownLook,
    PictureUse,
    SharedPicture,
    UnusedPicture,
)
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.picture_looks import unsigned
from lazi_desktop.store.workspace.picture_namings import read_namings

_LOOK = "width, height, size, digest, print"
_FACTS = f"""
    SELECT address, flaw, {_LOOK} FROM picture
    WHERE (flaw IS NOT NULL OR print IS NOT NULL) AND address IN (SELECT value FROM json_each(?))"""  # noqa: S608
_ADDRESSES = """
    SELECT address FROM picture WHERE address <> '' AND (id IN (SELECT picture_id FROM sku_picture)
        OR id IN (SELECT picture_id FROM category_picture)) ORDER BY address"""
_USES = """
    SELECT picture_id, entity_key, kind, code, name, 'assets' AS field, code_order AS ordered
    FROM sku_picture JOIN sku USING (number) WHERE picture_id IN ({0})
    UNION ALL SELECT picture_id, entity_key, 'category', '', name, field, ''
    FROM category_picture JOIN category USING (number) WHERE picture_id IN ({0})
    ORDER BY picture_id, ordered, name, field"""
_BROKEN = "SELECT id FROM picture WHERE flaw IS NOT NULL"
_SHARED = """
    SELECT kin, address, entity_key, kind, code, name
    FROM picture_kin JOIN picture USING (kin) JOIN sku_picture ON picture_id = id JOIN sku USING (number)
    WHERE skus > 1 ORDER BY kin, code_order, name, number"""
_UNUSED = f"""
    SELECT address, {_LOOK} FROM picture lone WHERE was_shown AND address <> '' AND NOT EXISTS (
        SELECT 1 FROM picture WHERE kin = lone.kin AND (id IN (SELECT picture_id FROM sku_picture)
            OR id IN (SELECT picture_id FROM category_picture))) ORDER BY address"""  # noqa: S608
_LOOKS = f"""
    SELECT address, {_LOOK}, entity_key
    FROM picture JOIN sku_picture ON picture_id = id JOIN sku USING (number)
    WHERE print IS NOT NULL ORDER BY address, code_order, number"""  # noqa: S608
_OF_PICTURES = "field IN ('assets', 'image', 'sku_images')"
_NAMING = f"""
    SELECT value FROM override WHERE {_OF_PICTURES} UNION ALL SELECT value FROM overridden WHERE {_OF_PICTURES}
    UNION ALL SELECT base || value || seen FROM op WHERE {_OF_PICTURES}
    UNION ALL SELECT seen || value FROM proposal WHERE {_OF_PICTURES}
    UNION ALL SELECT base || ours || theirs FROM conflict WHERE {_OF_PICTURES}
    UNION ALL SELECT typed FROM draft WHERE {_OF_PICTURES}
    UNION ALL SELECT feed_row FROM quarantine"""  # noqa: S608
_LOCAL = re.compile(r"picture:([0-9a-f]{64})\b")

_KINDS = {kind.value: kind for kind in EntityKind}
_FLAWS = list(PictureFlaw)


def read_facts(database: Database, addresses: Collection[str]) -> dict[str, PictureFact]:
    listed = msgspec.json.encode(list(addresses)).decode()
    return {
        address: PictureFact(address, look=_look(look), flaw=None if flaw is None else PictureFlaw(flaw))
        for address, flaw, *look in database.all(_FACTS, (listed,))
    }


def read_addresses(database: Database) -> list[str]:
    return [address for (address,) in database.all(_ADDRESSES)]


def read_broken(database: Database) -> list[BrokenPicture]:
    flaws = {
        row[0]: row[1:]
        for row in database.all("SELECT id, address, flaw FROM picture WHERE flaw IS NOT NULL")
    }
    found = []
    for picture, uses in _uses(database, _BROKEN):
        address, flaw = flaws[picture]
        found.append(BrokenPicture(address, PictureFlaw(flaw), uses[:MOST_USES], len(uses)))
    return sorted(found, key=lambda one: (_FLAWS.index(one.flaw), -one.used, one.address))


def read_shared(database: Database) -> list[SharedPicture]:
    found = []
    for _, rows in groupby(database.all(_SHARED), key=itemgetter(0)):
        addresses: set[str] = set()
        uses: dict[bytes, PictureUse] = {}
        for _, address, key, kind, code, name in rows:
            addresses.add(address)
            if key not in uses:
                uses[key] = _use(key, kind, code, name, "assets")
        found.append(SharedPicture(sorted(addresses), list(uses.values())[:MOST_USES], len(uses)))
    return sorted(found, key=lambda one: (-one.skus, one.addresses))


def read_unused(database: Database) -> list[UnusedPicture]:
    """But for what is shown under an address of ServiceTitan's own."""
    rows = database.all(_UNUSED)
    namings = read_namings(database, [row[0] for row in rows])
    found = []
    for address, *look in rows:
        named = namings.get(address)
        if named is None:
            found.append(UnusedPicture(address, _look(look)))
        elif not named.is_shown:
            found.append(UnusedPicture(address, _look(look), named.alias, named.code))
    return found


def read_looks(database: Database) -> list[KnownLook]:
    skus: defaultdict[str, list[EntityKey]] = defaultdict(list)
    looks: dict[str, PictureLook] = {}
    for address, *columns, key in database.all(_LOOKS):
        skus[address].append(EntityKey(UUID(bytes=key)))
        look = looks.get(address) or _look(columns)
        if look is not None:
            looks[address] = look
    return [KnownLook(address, look, skus[address]) for address, look in looks.items()]


def read_named(database: Database, digests: Collection[str]) -> frozenset[str]:
    named = {one for (text,) in database.all(_NAMING) for one in _LOCAL.findall(text)}
    return frozenset(named.intersection(digests))


def _uses(database: Database, pictures: str) -> Iterator[tuple[int, list[PictureUse]]]:
    rows = database.all(_USES.format(pictures))
    for picture, uses in groupby(rows, key=itemgetter(0)):
        yield picture, [_use(*row[1:6]) for row in uses]


def _use(key: bytes, kind: str, code: str, name: str, field: str) -> PictureUse:
    return PictureUse(EntityKey(UUID(bytes=key)), _KINDS[kind], code, name, field)


def _look(columns: Iterable[object]) -> PictureLook | None:
    width, height, size, digest, seen = columns
    if not isinstance(seen, int):
        return None
    assert isinstance(width, int)
    assert isinstance(height, int)
    assert isinstance(size, int)
    assert isinstance(digest, bytes)
    return PictureLook(width, height, size, digest.hex(), unsigned(seen))
