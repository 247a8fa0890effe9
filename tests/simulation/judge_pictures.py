"""The invariants of pictures: none is taken for arrived that is not, none is lost, none is uploaded for nothing."""

from __future__ import annotations

from typing import Any

from lazi_desktop.domain.assets import PICTURE_FIELDS, local_digests, read_assets
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub_push import Verdict
from tests.simulation.model_rows import Job
from tests.simulation.model_storage import digest_of, looks_like, picture_at
from tests.simulation.violation import Violation


def was_proved(world: Any, digest: str, path: str) -> None:
    content = world.remote.storage.read(path)
    if content is None or digest_of(looks_like(content)) != digest:
        raise Violation("I21", f"{path} is taken for picture {digest[:8]}")


def was_settled(world: Any, job: Job, verdict: Verdict) -> None:
    """What is verified shows every picture of ours in its place."""
    if verdict.result is not ReadBack.VERIFIED or verdict.field not in PICTURE_FIELDS:
        return
    sent = next((one.value for one in job.request or () if one.field == verdict.field), None)
    mine, theirs = read_assets(sent), read_assets(verdict.found)
    if len(mine) != len(theirs):
        raise Violation("I21", f"{len(theirs)} pictures are verified of {len(mine)}")
    for one, other in zip(mine, theirs, strict=True):
        digest = local_digest(one.address)
        if digest is not None and other.address != one.address:
            was_proved(world, digest, other.address)


def is_uploaded(world: Any, content: bytes) -> None:
    """Before it goes on the wire: the team knows of none that is there."""
    digest = digest_of(content)
    for upload in world.hub.pictures.uploads([digest]).get(digest, ()):
        if world.remote.storage.read(upload.path) is not None:
            raise Violation("I23", f"picture {digest[:8]} is uploaded again: it is at {upload.path}")


def at_home(world: Any, digest: str) -> bool:
    """Whether some desktop has the bytes."""
    return any(digest in desk.workspace.added for desk in world.desks)


def no_picture_is_lost(world: Any) -> None:
    """At the end the team has the bytes of all that stands, if any desktop has."""
    pictures = world.hub.pictures
    for item in world.hub.items.values():
        for field, o in item.overrides.items():
            for digest in local_digests(field, o.value):
                if digest not in pictures.blobs and at_home(world, digest):
                    raise Violation(
                        "I22", f"{world.name_of(item.key)}.{field} names {digest[:8]}, kept by nobody"
                    )
    world.stats["pictures"] = len(pictures.blobs)


def waits_for_a_picture(world: Any, job: Job) -> bool:
    """One that is asked for and that no desktop has any more: nothing can be done but wait, or take it back. Nothing is
    in doubt then: that would hold back all else of its entry."""
    if job.state != "ready":
        return False
    wanted: set[str] = set()
    for field, o in job.item.overrides.items():
        if o.state == "submitted":
            wanted |= local_digests(field, o.value)
    return any(digest not in world.hub.pictures.blobs and not at_home(world, digest) for digest in wanted)


def meant(value: Value) -> Any:
    """A value as something that a set can hold, with pictures in the place of their addresses."""
    if isinstance(value, list):
        return tuple(meant(one) for one in value)
    if isinstance(value, dict):
        return tuple(sorted((name, meant(one)) for name, one in value.items()))
    return (value,) if isinstance(value, bool) else picture_at(value)
