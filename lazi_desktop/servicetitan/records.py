"""Records from ServiceTitan's JSON text to entities: exact numbers, payloads as they came, bad records set apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import msgspec
from pydantic import BaseModel, ValidationError

from lazi_desktop.domain.errors import BadAnswer
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import parse_moment
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.remote import RemoteEntity
from lazi_desktop.servicetitan.names import check_names, colons
from lazi_desktop.servicetitan.translation import translated
from lazi_desktop.servicetitan.wire import LISTS, NOT_FIELDS

_LARGEST_EXPONENT = 40
_DEEPEST = 50
_LOT = 250  # validated in one call; larger ones hold the interpreter too long


def exact_number(text: str) -> Decimal:
    """A JSON number with a fraction or an exponent.

    Raises:
        ValueError: of a size that no price or quantity has.
    """
    number = Decimal(text)
    if abs(number.adjusted()) > _LARGEST_EXPONENT or len(text) > 2 * _LARGEST_EXPONENT:
        raise ValueError("a number out of all proportion")
    return number


def whole_characters(text: bytes) -> bytes:
    """JSON in which halves of surrogate pairs, as cutting a text inside an emoji leaves them, are replaced by U+FFFD.

    The decoder takes the whole answer for broken otherwise, and PostgreSQL would refuse them too.
    """
    return _ESCAPES.sub(lambda found: b"\\ufffd" if found["half"] else found[0], text)


_ESCAPES = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_JSON = msgspec.json.Decoder(float_hook=exact_number)
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ITEMS = msgspec.json.Decoder(list[msgspec.Raw])


def read_json(text: bytes) -> Value:
    """JSON with exact numbers.

    Raises:
        BadAnswer: it is none, or not all of it came, or it names a member twice.
    """
    try:
        content: Value = _JSON.decode(text)
    except (ValueError, RecursionError) as error:
        raise BadAnswer("The answer is not complete JSON.") from error
    check_names(text)
    return content


@dataclass(frozen=True, slots=True)
class Records:
    """`colons`: how many all that was decoded has, for `check_names`; None where that was not counted."""

    entities: Sequence[RemoteEntity]
    unknown_members: Mapping[str, int] = field(default_factory=dict)
    colons: int | None = None


def read_records(kind: EntityKind, raws: Iterable[msgspec.Raw]) -> Records:
    """Entities of one page. Categories come out flat, parents before their children."""
    found = list(_flat(raws) if kind is EntityKind.CATEGORY else map(_Found.of, raws))
    unknown: Counter[str] = Counter()
    entities: list[RemoteEntity] = []
    counted = 0
    for start in range(0, len(found), _LOT):
        lot = found[start : start + _LOT]
        counted += colons(record.content for record in lot)
        entities += _checked(kind, lot, unknown)
    if kind is EntityKind.CATEGORY:  # whose contents are not what came: taken apart
        return Records(_parents_first(entities), dict(unknown))
    return Records(entities, dict(unknown), counted)


@dataclass(slots=True)
class _Found:
    """A record before it is checked: its text and what the text says, or why that cannot be read."""

    payload: str
    content: Value = None
    problem: str = ""

    @classmethod
    def of(cls, raw: msgspec.Raw) -> _Found:
        text = bytes(raw)
        try:
            content = _JSON.decode(text)
        except (ValueError, RecursionError) as error:
            return cls(text.decode(errors="replace"), problem=f"not readable: {error}"[:200])
        problem = "" if isinstance(content, dict) else "not an object"
        return cls(text.decode(), content, problem)


# ------------------------------------------------------------------------------------------------------------ category


def _flat(raws: Iterable[msgspec.Raw]) -> Iterable[_Found]:
    """The nodes of nested trees (or of a flat list), each once, each without its subtree."""
    seen: set[int] = set()
    waiting: list[tuple[msgspec.Raw, int | None, int]] = [(raw, None, 0) for raw in reversed(list(raws))]
    while waiting:
        raw, parent_id, depth = waiting.pop()
        node, children = _apart(raw)
        remote_id = node.content.get("id") if isinstance(node.content, dict) else None
        if isinstance(remote_id, int) and parent_id is not None:
            node.content.setdefault("parentId", parent_id)
        if depth < _DEEPEST:
            own_id = remote_id if isinstance(remote_id, int) else None
            waiting += [(child, own_id, depth + 1) for child in reversed(children)]
        elif children:
            node.problem = "nested too deep"
        if isinstance(remote_id, int):
            if remote_id in seen:
                continue
            seen.add(remote_id)
        yield node


def _apart(raw: msgspec.Raw) -> tuple[_Found, list[msgspec.Raw]]:
    """A category without its subtree, and the subtree."""
    try:
        members = _MEMBERS.decode(raw)
        below = members.pop("subcategories", None)
        if below is None:
            return _Found.of(raw), []
        children = [] if bytes(below) == b"null" else _ITEMS.decode(below)
    except (ValueError, RecursionError):
        return _Found(bytes(raw).decode(errors="replace"), problem="not a category with subcategories"), []
    text = b",".join(msgspec.json.encode(name) + b":" + bytes(value) for name, value in members.items())
    return _Found.of(msgspec.Raw(b"{" + text + b"}")), children


def _parents_first(entities: Sequence[RemoteEntity]) -> list[RemoteEntity]:
    """Keeps the order but for children that came before their parents, as they do in a flat list."""
    by_id = {entity.remote_id: entity for entity in entities if not entity.problem}
    ordered: list[RemoteEntity] = []
    placed: set[int] = set()
    for entity in entities:
        line = [entity]
        while True:  # up to an ancestor that is placed, is elsewhere, or closes a ring
            parent = by_id.get(line[-1].fields.get("parent_id") or 0)
            if parent is None or parent.remote_id in placed or parent in line:
                break
            line.append(parent)
        for one in reversed(line):
            if one.problem or one.remote_id not in placed:
                ordered.append(one)
                placed.add(one.remote_id)
    return ordered


# --------------------------------------------------------------------------------------------------------- translation


def _checked(kind: EntityKind, found: Sequence[_Found], unknown: Counter[str]) -> list[RemoteEntity]:
    readable = [record.content for record in found if not record.problem]
    try:
        models: list[BaseModel] | None = LISTS[kind].validate_python(readable)
    except ValidationError:
        models = None  # somebody is wrong: look at them one by one
    left = iter(models or ())
    entities = []
    for record in found:
        if record.problem:
            entities.append(_unreadable(kind, record))
            continue
        try:
            model = next(left) if models is not None else LISTS[kind].validate_python([record.content])[0]
            entities.append(_entity(kind, record, model))
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            record.problem = f"{'.'.join(map(str, first['loc'][1:]))}: {first['msg']}"
            entities.append(_unreadable(kind, record))
            continue
        except ValueError as error:
            record.problem = str(error)
            entities.append(_unreadable(kind, record))
            continue
        for name in model.model_extra or ():
            if name not in NOT_FIELDS:
                unknown[name[:100]] += 1
    return entities


def _unreadable(kind: EntityKind, record: _Found) -> RemoteEntity:
    remote_id = record.content.get("id") if isinstance(record.content, dict) else None
    known = isinstance(remote_id, int) and not isinstance(remote_id, bool) and 0 < remote_id < 2**63
    return RemoteEntity(
        kind=kind,
        remote_id=remote_id if known and isinstance(remote_id, int) else 0,
        payload=record.payload,
        fields={},
        problem=record.problem,
    )


def _entity(kind: EntityKind, record: _Found, model: BaseModel) -> RemoteEntity:
    fields = translated(kind, model)
    modified_on = fields.get("modified_on")
    if modified_on is not None:
        parse_moment(modified_on)
    return RemoteEntity(
        kind=kind,
        remote_id=model.__dict__["id"],
        payload=record.payload,
        fields=fields,
        modified_on=modified_on,
    )
