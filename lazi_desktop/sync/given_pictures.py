"""Pictures added at this desktop go to the hub before the edits that name them: where an edit is, its picture is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence

import structlog

from lazi_desktop.domain.assets import addresses_in
from lazi_desktop.domain.errors import HubRefused, LaziError
from lazi_desktop.domain.ops import Op
from lazi_desktop.domain.pictures import local_digest, media_type
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.pictures import AddedPictures
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.connections import Connections

LOOK_EVERY = 600.0

log = structlog.get_logger("replication")

_PNG = b"\x89PNG"


async def give_pictures(hub: Hub, added: AddedPictures, ops: Sequence[Op]) -> None:
    """Those that the hub does not have. One that is not here, or that it refuses, holds nothing up: the push says so.

    Raises:
        LaziError: the hub cannot be reached.
    """
    named = {
        digest: address
        for op in ops
        for address in addresses_in(op.field, op.value)
        if (digest := local_digest(address)) is not None
    }
    if named:
        await _give(hub, added, {digest: media_type(address) for digest, address in named.items()})


async def give_all(hub: Hub, added: AddedPictures) -> None:
    """Those that are here and that the hub does not have: it may have lost one and kept the edit that names it, being
    restored between the two.

    Raises:
        LaziError: as `give_pictures`.
    """
    here = await asyncio.to_thread(added.digests)
    if here:
        await _give(hub, added, dict.fromkeys(here, ""))


async def give_left_behind(
    hub: Hub, added: AddedPictures, named: Callable[[Collection[str]], Collection[str]]
) -> None:
    """Those that something names and the hub does not have: when the edit went there, the file could not be read, or
    the hub refused it. `named` says of which that is true, and blocks.

    Raises:
        LaziError: as `give_pictures`.
    """
    here = await asyncio.to_thread(added.digests)
    missing = await hub.missing_blobs(here) if here else ()
    wanted = await asyncio.to_thread(named, missing) if missing else ()
    if wanted:
        await _give(hub, added, dict.fromkeys(wanted, ""))


async def keep_giving(
    connections: Connections,
    added: AddedPictures,
    named: Callable[[Collection[str]], Collection[str]],
    clock: Clock,
) -> None:
    """Now and then what was left behind, until it is cancelled."""
    while True:
        try:
            await give_left_behind(await connections.hub(), added, named)
        except LaziError as error:
            log.info("what the team lacks of pictures is looked for another time", reason=str(error))
        await clock.sleep(LOOK_EVERY)


async def _give(hub: Hub, added: AddedPictures, named: Mapping[str, str]) -> None:
    """`named`: of digests the media types, "" where only the picture can tell."""
    for digest in sorted(await hub.missing_blobs(named.keys())):
        content = await asyncio.to_thread(added.read, digest)
        if content is None:
            log.warning("a picture is neither here nor with the team", picture=digest[:12])
            continue
        sort = named[digest] or ("image/png" if content.startswith(_PNG) else "image/jpeg")
        try:
            await hub.keep_blob(digest, sort, content)
        except HubRefused as error:
            log.error("the hub refused a picture", picture=digest[:12], reason=str(error))
