"""What ServiceTitan wraps around records: pages of lists, single records. All checked first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from lazi_desktop.domain.errors import BadAnswer
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.remote import RemoteEntity, RemotePage
from lazi_desktop.servicetitan.http import Answer
from lazi_desktop.servicetitan.names import check_names
from lazi_desktop.servicetitan.records import Records, read_records, whole_characters


class _List(msgspec.Struct, rename="camel"):
    has_more: bool
    data: list[msgspec.Raw]
    page: int | UnsetType | None = UNSET
    page_size: msgspec.Raw | UnsetType = UNSET
    total_count: int | UnsetType | None = UNSET

    def names(self) -> int:
        """How many of those we know came."""
        return 2 + sum(one is not UNSET for one in (self.page, self.page_size, self.total_count))


_Envelope = TypeVar("_Envelope", _List, msgspec.Raw)


def read_page(kind: EntityKind, answer: Answer, *, number: int, page_size: int) -> RemotePage:
    """One page of a list.

    Raises:
        BadAnswer: nothing of the page can be trusted.
    """
    envelope = _checked_page(answer, number, page_size)
    records = _records(kind, answer, envelope)
    total = None if envelope.total_count is UNSET else envelope.total_count
    return RemotePage(
        kind=kind,
        number=number,
        entities=records.entities,
        has_more=envelope.has_more,
        server_time=server_time(answer),
        sha256=hashlib.sha256(answer.body).digest(),
        total=None if kind is EntityKind.CATEGORY else total,  # of categories it counts the roots alone
        unknown_members=records.unknown_members,
    )


def read_rows_of_page(
    answer: Answer, *, number: int, page_size: int | None
) -> tuple[list[msgspec.Raw], bool]:
    """The rows of one page as they came, and whether there are more. `page_size` None where none was asked for.

    Raises:
        BadAnswer: nothing of the page can be trusted.
    """
    envelope = _checked_page(answer, number, page_size)
    check_names(answer.body)
    return envelope.data, envelope.has_more


def _checked_page(answer: Answer, number: int, page_size: int | None) -> _List:
    envelope = _decoded(_List, answer)
    if envelope.page not in (None, UNSET, number):
        raise BadAnswer(f"Page {envelope.page} came where page {number} was asked for.")
    if page_size is not None and len(envelope.data) > page_size:
        raise BadAnswer(f"A page of {len(envelope.data):,} records came where {page_size:,} were asked for.")
    if envelope.has_more and not envelope.data:
        raise BadAnswer("An empty page came that promises more.")
    return envelope


def read_lot(kind: EntityKind, answer: Answer, asked: Sequence[int]) -> Sequence[RemoteEntity]:
    """The answer to a question for certain ids.

    Raises:
        BadAnswer: among others when something came that nobody asked for: the filter was not applied, and what is
            missing may well exist.
    """
    envelope = _decoded(_List, answer)
    entities = _records(kind, answer, envelope).entities
    if envelope.has_more or not {entity.remote_id for entity in entities} <= {0, *asked}:
        raise BadAnswer("Other records came than were asked for.")
    return entities


def read_single(kind: EntityKind, answer: Answer, remote_id: int) -> RemoteEntity:
    """One record by its id; of a category, without its subtree."""
    record = _decoded(msgspec.Raw, answer)
    check_names(answer.body)
    for entity in read_records(kind, [record]).entities:
        if entity.remote_id == remote_id:
            return entity
    raise BadAnswer("Another record came than was asked for.")


def _records(kind: EntityKind, answer: Answer, envelope: _List) -> Records:
    """Raises BadAnswer where anything of the answer was named twice, on whatever level."""
    records = read_records(kind, envelope.data)
    kept = None if records.colons is None else envelope.names() + records.colons
    check_names(answer.body, kept=kept)
    return records


def _decoded(shape: type[_Envelope], answer: Answer) -> _Envelope:
    answer.check_is_no_page()
    if not answer.is_json:
        raise BadAnswer("The answer is not JSON.")
    try:
        try:
            return msgspec.json.decode(answer.body, type=shape)
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError:
            return msgspec.json.decode(whole_characters(answer.body), type=shape)
    except msgspec.ValidationError as error:
        raise BadAnswer("The answer is of a shape that we do not know.") from error
    except (ValueError, RecursionError) as error:
        raise BadAnswer("The answer is not complete JSON.") from error


def server_time(answer: Answer) -> datetime:
    """Raises BadAnswer where it is not told."""
    try:
        return parsedate_to_datetime(answer.headers.get("date", "")).astimezone(UTC)
    except ValueError as error:
        raise BadAnswer("The answer does not say when it was given.") from error
