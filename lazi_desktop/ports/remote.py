"""ServiceTitan's pricebook as the sync engine sees it: pages of entities in, single changes out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Fields, Value


@dataclass(frozen=True, slots=True)
class RemoteEntity:
    """One entity as received. `payload` is its JSON text as it came; `fields` its canonical values by our names.

    A member that did not come is absent from `fields`. `problem` is set when the record cannot be read: it is kept in
    `raw`, counted and skipped. `modified_on` is ServiceTitan's own text, with all its digits.
    """

    kind: EntityKind
    remote_id: int
    payload: str
    fields: Fields
    modified_on: str | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RemotePage:
    """One page of a list. `number` counts from 1; `has_more` asks for the next one. Categories come flattened.

    `server_time` is ServiceTitan's `Date` header, compared only with itself.
    """

    kind: EntityKind
    number: int
    entities: Sequence[RemoteEntity]
    has_more: bool
    server_time: datetime
    sha256: bytes
    total: int | None = None
    unknown_members: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """What ServiceTitan has that may be the entity a create is about.

    `marked` carry our marker for its key. `alike` do not, and have its code, or for a category its name, parent and
    tree. `can_mark` tells whether entities of this kind are created with a marker at all.
    """

    marked: Sequence[RemoteEntity]
    alike: Sequence[RemoteEntity]
    can_mark: bool


@dataclass(frozen=True, slots=True)
class RemoteChange:
    """These fields of one entity and no others. `known` are all its fields as last read."""

    remote_id: int
    changes: Mapping[str, Value]
    known: Fields


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One row of a reference list (markup, cost types, vendors …), as it came."""

    remote_id: int
    payload: str
    name: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class ReferenceRows:
    """Of a list what came: all of it, or what has changed. `server_time` None where it cannot be asked for changes."""

    rows: Sequence[ReferenceRow]
    is_whole: bool = True
    server_time: datetime | None = None


class RemotePricebook(Protocol):
    """One tenant. Raises the errors of `domain.errors` and no others; reads are retried inside, writes never.

    `patch`, `patch_together`, `create` and `upload_picture` raise OutcomeUnknown when the write may have arrived,
    RemoteRejected or RemoteGone when ServiceTitan said no, RemoteUnavailable when no byte of it was sent. They call
    `may_send` at the wire, when nothing holds the request up any more; what it raises comes through, and nothing was
    sent.
    """

    @property
    def page_size(self) -> int:
        """How many records `pages` asks for at a time."""

    @property
    def requests_per_second(self) -> float:
        """How often it may be asked."""

    @property
    def may_send_together(self) -> bool:
        """Whether `patch_together` may be tried."""

    def pages(
        self,
        kind: EntityKind,
        *,
        first_page: int = 1,
        modified_from: datetime | None = None,
    ) -> AsyncIterator[RemotePage]:
        """All entities, active or not, in a stable order; the next page is fetched while one is worked on."""

    async def read_many(self, kind: EntityKind, remote_ids: Sequence[int]) -> Sequence[RemoteEntity]:
        """As many as exist. SKUs are read in lots of 50; categories one by one, since the API has no such filter."""

    async def read_one(self, kind: EntityKind, remote_id: int) -> RemoteEntity | None:
        """Under its own address, which shows what lists do not show yet. None where ServiceTitan does not have it."""

    async def patch(
        self,
        kind: EntityKind,
        remote_id: int,
        changes: Mapping[str, Value],
        known: Fields,
        *,
        may_send: Callable[[], None],
    ) -> Fields | None:
        """Sends these fields and no others. `known` are all fields as last read: some members are sent whole.

        Returns what its answer shows; None where that cannot be read.
        """

    async def patch_together(
        self, kind: EntityKind, changes: Sequence[RemoteChange], *, may_send: Callable[[], None]
    ) -> None:
        """Changes of several SKUs in one request, which ServiceTitan takes or refuses as a whole.

        Its answer says nothing of any of them: only reading back does. Not every tenant's app may send it.
        """

    async def look_for(self, kind: EntityKind, key: EntityKey, wanted: Fields) -> Look:
        """Before a create, and after one whose answer was lost."""

    async def create(
        self, kind: EntityKind, key: EntityKey, wanted: Fields, *, may_send: Callable[[], None]
    ) -> int:
        """Makes the entity, marked with its key where the kind can be, and returns its remote id.

        A RemoteRejected with status 409 says that something like it is there already.
        """

    async def marked(self, kind: EntityKind) -> Mapping[str, Sequence[RemoteEntity]] | None:
        """All that were created from here, by what they are marked with, active or not. None of a kind that is not."""

    def reference_lists(self) -> Sequence[str]:
        """Names of the lists that `reference_rows` can read."""

    async def reference_rows(self, name: str, *, modified_from: datetime | None = None) -> ReferenceRows:
        """A list; whole without `modified_from`, and where it does not tell what has changed.

        Raises ScopeMissing or ListAbsent where there is none to be had; others may be there.
        """

    async def picture(self, address: str) -> bytes:
        """The file at a path in its storage, or at a web address. Raises PictureProblem where there is none."""

    async def upload_picture(self, content: bytes, address: str, *, may_send: Callable[[], None]) -> str:
        """Into ServiceTitan's passing storage; returns the path to name it by. `address` tells what sort of file it is.

        Nothing points there yet, so what may have arrived can be sent again without harm.
        """

    async def close(self) -> None: ...
