"""A conflict rule as a sentence, and the categories it can be narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, tree_of
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.formatting import field_title, kind_title
from lazi_desktop.ui.sync.difference import CategoryPaths


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rule holds: a category of ServiceTitan's and all below it, or everywhere."""

    category_id: int | None
    path: tuple[str, ...] = ()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConflictRule", text)


def winner_words(winner: Winner) -> str:
    return _tr("theirs is taken") if winner is Winner.THEIRS else _tr("ours is kept")


def subject_words(kind: EntityKind, field: str) -> str:
    """`Description of materials`."""
    return _tr("{field} of {kind}").format(field=field_title(kind, field), kind=kind_title(kind))


def scope_words(category_id: int | None, categories: CategoryPaths) -> str:
    if category_id is None:
        return _tr("everywhere")
    path = categories.get(category_id, (f"#{category_id}",))
    return _tr("in {category}").format(category=" › ".join(path))


def rule_words(rule: ConflictRule) -> str:
    """`theirs is taken for Description of materials`: to go on with a sentence."""
    return _tr("{answer} for {what}").format(
        what=subject_words(rule.entity_kind, rule.field), answer=winner_words(rule.winner)
    )


def scopes_of(queries: PricebookQueries, key: EntityKey, kind: EntityKind) -> Sequence[Scope]:
    """The categories that the entry hangs in and those above them, the nearest first. Read away from the UI thread."""
    detail = queries.detail(key)
    if detail is None or not kind.is_sku:
        return []
    nodes = {node.key: node for node in queries.categories(tree_of(kind))}
    scopes: dict[int, Scope] = {}
    for category in detail.categories:
        at: EntityKey | None = category.key
        path = category.path
        while at is not None and at in nodes and path:
            node = nodes[at]
            if node.remote_id is not None:
                scopes.setdefault(node.remote_id, Scope(node.remote_id, path))
            at, path = node.parent_key, path[:-1]
    return list(scopes.values())
