"""Rules that answer conflicts without a person: stored, explicit, never by clock, and never about money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS, field_of, group_of
from lazi_desktop.domain.kinds import EntityKind

BETWEEN_VALUES = frozenset(("override_vs_override", "override_vs_st"))
"""Kinds of conflict in which one value stands against another; deletions and codes are for people."""


class Winner(StrEnum):
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRule:
    """`winner` decides conflicts of `field`, for SKUs in category `category_id` (or below) only where that is set."""

    rule_id: UUID
    entity_kind: EntityKind
    field: str
    winner: Winner
    category_id: int | None = None
    by: str = ""
    at: str = ""


def concerns_money(kind: EntityKind, field: str) -> bool:
    """Whether the field moves money or is decided together with one that does."""
    return any(field_of(kind, one).moves_money for one in group_of(kind, field))


def needs_a_person(conflict_kind: str, kind: EntityKind, field: str) -> bool:
    """Whether neither a rule nor a merge may answer such a conflict."""
    return conflict_kind not in BETWEEN_VALUES or field not in FIELDS[kind] or concerns_money(kind, field)


def check_rule(rule: ConflictRule) -> ConflictRule:
    """Raises InvalidValue for a field that concerns money: those are always asked."""
    if concerns_money(rule.entity_kind, rule.field):
        raise InvalidValue("What concerns money is always asked: a rule may not decide it.")
    return rule


def rule_for(
    rules: Iterable[ConflictRule], kind: EntityKind, field: str, categories: Sequence[int]
) -> ConflictRule | None:
    """The rule that decides this field. `categories` are those the entity hangs in, and all above them.

    A rule for a category goes before one for all; two that contradict each other decide nothing.
    """
    if concerns_money(kind, field):
        return None
    meant = [rule for rule in rules if (rule.entity_kind, rule.field) == (kind, field)]
    for narrow in (True, False):
        found = [
            rule
            for rule in meant
            if (rule.category_id is not None) is narrow
            and (rule.category_id is None or rule.category_id in categories)
        ]
        if found:
            return found[0] if len({rule.winner for rule in found}) == 1 else None
    return None
