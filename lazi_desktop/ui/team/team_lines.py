"""The people as lines of a list: narrowed, in order, those who may not come in any more below a heading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any
from unicodedata import combining, normalize

from lazi_desktop.domain.team import LEVELS, Member, MemberState
from lazi_desktop.ui.team.words import level_title, named, state_chip


class TeamColumn(IntEnum):
    NAME = 0
    LOGIN = 1
    LEVEL = 2
    STATE = 3
    SEEN = 4
    DEVICES = 5
    PENDING = 6
    PROPOSED = 7
    TOLD = 8


SORTABLE = [column for column in TeamColumn if column is not TeamColumn.TOLD]
_NEVER = datetime.min.replace(tzinfo=UTC)
_STATES = (MemberState.ACTIVE, MemberState.INVITED, MemberState.DISABLED)


@dataclass(frozen=True, slots=True)
class TeamLine:
    """Somebody, or the heading above the disabled."""

    member: Member | None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    column: TeamColumn = TeamColumn.NAME
    descending: bool = False


def lines_of(members: Iterable[Member], search: str, order: Order, heading: str) -> list[TeamLine]:
    words = _plain(search).split()
    found = _sorted([one for one in members if _fits(one, words)], order)
    here = [TeamLine(one) for one in found if one.state is not MemberState.DISABLED]
    gone = [TeamLine(one) for one in found if one.state is MemberState.DISABLED]
    return [*here, TeamLine(None, heading), *gone] if gone else here


def _fits(member: Member, words: Sequence[str]) -> bool:
    said = (named(member), member.login, level_title(member.level), state_chip(member.state).text)
    text = _plain(" ".join(said))
    return all(word in text for word in words)


def _plain(text: str) -> str:
    """Nobody has to know who writes themselves with which accents."""
    return "".join(one for one in normalize("NFKD", text.casefold()) if not combining(one))


def _sorted(members: list[Member], order: Order) -> list[Member]:
    """Those alike by name."""
    by_name = sorted(members, key=lambda one: (_plain(named(one)), one.login))
    keys: dict[TeamColumn, Callable[[Member], Any]] = {
        TeamColumn.NAME: lambda one: _plain(named(one)),
        TeamColumn.LOGIN: lambda one: one.login,
        TeamColumn.LEVEL: lambda one: -LEVELS.index(one.level),
        TeamColumn.STATE: lambda one: _STATES.index(one.state),
        TeamColumn.SEEN: lambda one: one.last_seen_at or _NEVER,
        TeamColumn.DEVICES: lambda one: one.devices,
        TeamColumn.PENDING: lambda one: one.pending,
        TeamColumn.PROPOSED: lambda one: one.proposed,
    }
    return sorted(by_name, key=keys[order.column], reverse=order.descending)


def first_order(column: TeamColumn) -> Order:
    """As a column is wanted most often: figures and times from the top."""
    return Order(column, descending=column >= TeamColumn.SEEN)
