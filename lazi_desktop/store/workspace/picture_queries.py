"""What the window reads of pictures, and to match pictures: that part of the port's PricebookQueries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.matching.photos import NamedSku
from lazi_desktop.ports.picture_queries import (
    BrokenPicture,
    KnownLook,
    PictureCoverage,
    SharedPicture,
    UnusedPicture,
)
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.store.workspace.picture_coverage import read_coverage
from lazi_desktop.store.workspace.picture_reading import (
    read_addresses,
    read_broken,
    read_facts,
    read_looks,
    read_named,
    read_shared,
    read_unused,
)
from lazi_desktop.store.workspace.readers import Readers
from lazi_desktop.store.workspace.rows import TREES
from lazi_desktop.store.workspace.sku_names import read_names


class PictureQueries:
    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def picture_facts(self, addresses: Collection[str]) -> Mapping[str, PictureFact]:
        with self._readers.lend(statements=1) as database:
            return read_facts(database, addresses)

    def picture_addresses(self) -> Sequence[str]:
        with self._readers.lend(statements=1) as database:
            return read_addresses(database)

    def picture_coverage(self, tree: Tree, *, include_inactive: bool = False) -> Sequence[PictureCoverage]:
        with self._readers.lend() as database:
            return read_coverage(database, TREES.index(tree), include_inactive=include_inactive)

    def broken_pictures(self) -> Sequence[BrokenPicture]:
        with self._readers.lend() as database:
            return read_broken(database)

    def shared_pictures(self) -> Sequence[SharedPicture]:
        with self._readers.lend(statements=1) as database:
            return read_shared(database)

    def unused_pictures(self) -> Sequence[UnusedPicture]:
        with self._readers.lend() as database:
            return read_unused(database)

    def known_looks(self) -> Sequence[KnownLook]:
        with self._readers.lend(statements=1) as database:
            return read_looks(database)

    def named_skus(self) -> Iterator[Sequence[NamedSku]]:
        after = -1
        while True:
            with self._readers.lend(statements=1) as database:
                found, after = read_names(database, after)
            if after < 0:
                return
            yield found

    def named_pictures(self, digests: Collection[str]) -> frozenset[str]:
        with self._readers.lend(statements=1) as database:
            return read_named(database, digests)
