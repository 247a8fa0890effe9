"""What the Review page reads, all of it away from the UI thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.pending_totals import Totals, totals_of
from lazi_desktop.domain.review_rules import Violation
from lazi_desktop.ports.change_sets import ProposalState
from lazi_desktop.ports.pricebook import PendingChange
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.review.arranging import Arrangement, Group, Grouping, Known, arranged
from lazi_desktop.ui.review.judging import broken_rules
from lazi_desktop.ui.review.review_row import Pile, ReviewRow, review_rows
from lazi_desktop.ui.sync.difference import CategoryPaths, category_paths, wants_categories

Broken = Mapping[EntityKey, Sequence[Violation]]


@dataclass(frozen=True, slots=True)
class Reading:
    """`arrangement` is what a person had chosen when `groups` were made."""

    pile: Pile
    rows: Sequence[ReviewRow]
    known: Known
    totals: Totals
    arrangement: Arrangement
    groups: Sequence[Group]


def read_everything(
    queries: PricebookQueries,
    arrangement: Arrangement,
    broken: Broken,
    *,
    me: Collection[str],
    before: Reading | None = None,
) -> Reading:
    """`broken` are the rules as they were last looked up; they are looked up anew behind this. Where nothing is other
    than `before`, it is that."""
    pending = queries.pending()
    proposals = [one for one in queries.proposals() if one.state is ProposalState.OPEN]
    fields = {change.field for change in pending} | {one.field for one in proposals}
    pile = Pile(
        pending=pending,
        conflicts=queries.conflicts(),
        sets=queries.change_sets(),
        proposals=proposals,
        paths=category_paths(queries) if wants_categories(fields) else {},
    )
    if before is not None and before.arrangement == arrangement and before.pile == pile:
        return before
    rows = review_rows(pile, me=me)
    blame(rows, broken)
    known = Known({one.set_id: one for one in pile.sets}, places_of(queries, rows, arrangement.grouping))
    return Reading(pile, rows, known, totals_of(pending), arrangement, arranged(rows, arrangement, known))


def read_rules(queries: PricebookQueries, pending: Sequence[PendingChange]) -> Broken:
    found: dict[EntityKey, list[Violation]] = defaultdict(list)
    for one in broken_rules(queries, pending):
        found[one.key].append(one)
    return found


def blame(rows: Sequence[ReviewRow], broken: Broken) -> None:
    """Tells each line which rules its own field breaks."""
    for row in rows:
        of_entity = broken.get(row.key)
        if of_entity is None or row.proposal is not None:
            row.violations = ()
        else:
            row.violations = tuple(
                one for one in of_entity if row.is_new or row.changes[0].field in one.fields
            )


def places_of(
    queries: PricebookQueries, rows: Sequence[ReviewRow], grouping: Grouping
) -> dict[EntityKey, str]:
    """Where each entity hangs, in words; asked for only where lines are grouped by it."""
    if grouping is not Grouping.CATEGORY:
        return {}
    paths = category_paths(queries)
    skus = list(dict.fromkeys(row.key for row in rows if row.changes[0].entity_kind.is_sku))
    places: dict[EntityKey, str] = {}
    for row in queries.rows_of(skus, ["categories"]):
        hung = sorted(_words(paths, one) for one in row.more.get("categories") or () if one in paths)
        if hung:
            places[row.key] = hung[0]
    if len(skus) < len({row.key for row in rows}):
        for tree in Tree:
            for node in queries.categories(tree):
                reference = str(node.key) if node.remote_id is None else node.remote_id
                places[node.key] = _words(paths, reference)
    return places


def _words(paths: CategoryPaths, reference: int | str) -> str:
    return " › ".join(paths[reference])
