"""What is asked of pictures, over a `FakeBook`: worked out entry by entry from what it was told of each address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lazi_desktop.domain.assets import IMAGE, addresses_in, local_digests
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.pictures import ALIKE, PictureFlaw, PictureLook
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.picture_queries import (
    MOST_USES,
    BrokenPicture,
    KnownLook,
    PictureCoverage,
    PictureUse,
    SharedPicture,
    UnusedPicture,
)
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.ports.sku_query import SkuFlag

if TYPE_CHECKING:
    from tests.fakes.ui_fakes import FakeBook

PICTURE_FLAGS = frozenset((
    SkuFlag.LOW_IMAGE, SkuFlag.BROKEN_IMAGE, SkuFlag.SHARED_IMAGE, SkuFlag.IMAGE_PENDING, SkuFlag.IMAGE_FAILED,
))  # fmt: skip
_WAITING = (OverrideState.PENDING, OverrideState.SUBMITTED)
_BROKE = (OverrideState.FAILED, OverrideState.DIFFERS)


class FakePictureQueries:
    book: FakeBook

    def picture_facts(self, addresses: Collection[str]) -> Mapping[str, PictureFact]:
        return {one: self.book.facts[one] for one in addresses if one in self.book.facts}

    def picture_addresses(self) -> Sequence[str]:
        return sorted(address for address in self._uses() if address)

    def picture_coverage(self, tree: Tree, *, include_inactive: bool = False) -> Sequence[PictureCoverage]:
        details = [
            detail
            for detail in map(self.book.detail, self.book.skus)
            if detail.kind in tree.sku_kinds
            and (include_inactive or detail.effective.get("active") is not False)
        ]
        above = {node.key: node.parent_key for node in self.book.nodes}
        places: dict[tuple[EntityKey | None, bool], set[EntityKey]] = defaultdict(set)
        for detail in details:
            homes = self.book.hangs_in.get(detail.key, ())
            places[None, False].add(detail.key)
            if not homes:
                places[None, True].add(detail.key)
            for home in homes:
                place: EntityKey | None = home
                while place is not None:
                    places[place, False].add(detail.key)
                    place = above.get(place)
        shared = self.sharing()
        order: list[tuple[EntityKey | None, bool]] = [
            *((node.key, False) for node in self.book.nodes if node.tree is tree), (None, False), (None, True),
        ]  # fmt: skip
        found = []
        for category, is_unplaced in order:
            for kind in tree.sku_kinds:
                those = [
                    one for one in details if one.kind is kind and one.key in places[category, is_unplaced]
                ]
                if not those:
                    continue
                pictures = [self._shown(one.effective) for one in those]
                found.append(
                    PictureCoverage(
                        category=category,
                        kind=kind,
                        skus=len(those),
                        with_picture=sum(map(bool, pictures)),
                        low=sum(any(map(self._is_low, one)) for one in pictures),
                        broken=sum(any(map(self._flaw, one)) for one in pictures),
                        shared=sum(one.key in shared for one in those),
                        looked=sum(
                            any(self._look(each) is not None or self._flaw(each) is not None for each in one)
                            for one in pictures
                        ),
                        is_unplaced=is_unplaced,
                    )
                )
        return found

    def broken_pictures(self) -> Sequence[BrokenPicture]:
        broken = [
            BrokenPicture(address, flaw, uses[:MOST_USES], len(uses))
            for address, uses in self._uses().items()
            if (flaw := self._flaw(address)) is not None
        ]
        return sorted(broken, key=lambda one: (list(PictureFlaw).index(one.flaw), -one.used, one.address))

    def shared_pictures(self) -> Sequence[SharedPicture]:
        found = []
        for addresses, uses in self._groups():
            skus = {use.key for use in uses}
            if len(skus) > 1:
                found.append(SharedPicture(addresses, uses[:MOST_USES], len(skus)))
        return sorted(found, key=lambda one: (-one.skus, one.addresses))

    def unused_pictures(self) -> Sequence[UnusedPicture]:
        used = self._uses()
        kin = self._kin()
        seen = {kin.get(address, address) for address in used}
        return [
            UnusedPicture(address, fact.look)
            for address, fact in sorted(self.book.facts.items())
            if kin.get(address, address) not in seen
        ]

    def known_looks(self) -> Sequence[KnownLook]:
        return [
            KnownLook(address, fact.look, list(dict.fromkeys(use.key for use in uses if use.kind.is_sku)))
            for address, uses in sorted(self._uses().items())
            if (fact := self.book.facts.get(address)) is not None
            and fact.look is not None
            and any(use.kind.is_sku for use in uses)
        ]

    def named_pictures(self, digests: Collection[str]) -> frozenset[str]:
        named: set[str] = set()
        for (_, name), (value, _) in self.book.overrides.items():
            named |= local_digests(name, value)
        for op in self.book.ledger:
            for value in (op.value, op.seen, op.base):
                named |= local_digests(op.field, value)
        return frozenset(named).intersection(digests)

    # ----------------------------------------------------------------------------------------------------- flags

    def shows_any(self, key: EntityKey, addresses: Collection[str]) -> bool:
        return not set(addresses).isdisjoint(self._shown(self.book.detail(key).effective))

    def has_picture_flag(
        self, flag: SkuFlag, key: EntityKey, shared: Callable[[], Collection[EntityKey]]
    ) -> bool:
        detail = self.book.detail(key)
        shown = self._shown(detail.effective)
        ours = detail.overrides.get("assets")
        match flag:
            case SkuFlag.LOW_IMAGE:
                return any(map(self._is_low, shown))
            case SkuFlag.BROKEN_IMAGE:
                return any(map(self._flaw, shown))
            case SkuFlag.SHARED_IMAGE:
                return key in shared()
            case SkuFlag.IMAGE_PENDING:
                return ours is not None and ours.state in _WAITING
            case SkuFlag.IMAGE_FAILED:
                return ours is not None and ours.state in _BROKE
        raise AssertionError(flag)

    def sharing(self) -> set[EntityKey]:
        """SKUs that show a picture which another one shows, too."""
        return {use.key for _, uses in self._groups() for use in uses if len({one.key for one in uses}) > 1}

    # ---------------------------------------------------------------------------------------------------- pictures

    def _groups(self) -> Iterator[tuple[list[str], list[PictureUse]]]:
        """Addresses of one picture, and the SKUs that show it."""
        kin = self._kin()
        groups: dict[Any, tuple[list[str], dict[EntityKey, PictureUse]]] = {}
        for address, uses in sorted(self._uses().items()):
            skus = {use.key: use for use in uses if use.kind.is_sku}
            if address and skus:
                addresses, found = groups.setdefault(kin.get(address, address), ([], {}))
                addresses.append(address)
                found.update(skus)
        for addresses, found in groups.values():
            yield addresses, sorted(found.values(), key=_by_code)

    def _uses(self) -> dict[str, list[PictureUse]]:
        found: dict[str, dict[tuple[EntityKey, str], PictureUse]] = defaultdict(dict)
        for key, (kind, _) in self.book.mirror.items():
            now = self.book.detail(key).effective
            code, name = now.get("code") or "", now.get("display_name") or now.get("name") or ""
            for field in ("assets",) if kind.is_sku else ("image", "sku_images"):
                shown = self._shown(now) if kind.is_sku else addresses_in(field, now.get(field))
                for address in shown:
                    found[address][key, field] = PictureUse(key, kind, code, name, field)
        return {address: sorted(uses.values(), key=_by_code) for address, uses in found.items()}

    def _kin(self) -> dict[str, int]:
        """What stands for all pictures that look alike, of those that were looked at."""
        known: dict[int, int] = {}
        first: list[int] = []
        found = {}
        for address, fact in self.book.facts.items():
            if fact.look is None:
                continue
            wanted = fact.look.print
            if wanted not in known:
                near = [one for one in first if (one ^ wanted).bit_count() <= ALIKE]
                known[wanted] = min(near, key=lambda one: (one ^ wanted).bit_count()) if near else wanted
                first += [] if near else [wanted]
            found[address] = known[wanted]
        return found

    @staticmethod
    def _shown(fields: Mapping[str, Any]) -> list[str]:
        return [str(one.get("url") or "") for one in fields.get("assets") or () if one.get("type") == IMAGE]

    def _look(self, address: str) -> PictureLook | None:
        fact = self.book.facts.get(address)
        return None if fact is None else fact.look

    def _is_low(self, address: str) -> bool:
        look = self._look(address)
        return look is not None and look.is_low

    def _flaw(self, address: str) -> PictureFlaw | None:
        fact = self.book.facts.get(address)
        return PictureFlaw.NO_ADDRESS if not address else None if fact is None else fact.flaw


def _by_code(use: PictureUse) -> tuple[str, str, EntityKind]:
    return use.code, use.name, use.kind
