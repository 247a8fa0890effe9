"""A few SKUs for tests, and what is proposed for a file among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid5

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.matching.photos import NamedSku, Photo, Proposal, SkuLook
from lazi_desktop.domain.matching.proposing import propose
from lazi_desktop.domain.pictures import PictureLook


def key_of(code: str) -> EntityKey:
    return EntityKey(uuid5(UUID(int=7), code))


def sku(code: str, name: str = "", *parts: str, active: bool = True, twin: str = "") -> NamedSku:
    """`twin` tells several of one code apart."""
    return NamedSku(key_of(code + twin), code, name, parts, active)


def photo(path: str, look: PictureLook | None = None) -> Photo:
    return Photo(tuple(path.split("/")), look)


def look(print_: int, digest: str = "") -> PictureLook:
    return PictureLook(4000, 3000, 2_000_000, digest or f"{print_:064x}", print_)


def proposed(path: str, *skus: NamedSku) -> Proposal:
    return propose([photo(path)], skus)[0]


def all_proposed(
    paths: Iterable[str], skus: Sequence[NamedSku], looks: Iterable[SkuLook] = ()
) -> dict[str, Proposal]:
    found = propose([photo(path) for path in paths], skus, looks)
    return {"/".join(one.photo.path): one for one in found}


def code_of(proposal: Proposal, skus: Iterable[NamedSku]) -> str:
    """Of the best candidate; "" without one."""
    best = proposal.best
    return "" if best is None else next(one.code for one in skus if one.key == best.key)
