"""What the Review page reads, all of it away from the UI thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.domain.pending_totals import Totals, totals_of
from lazi_desktop.domain.review_rules import Violation
from lazi_desktop.ports.change_sets import ProposalState
from lazi_desktop.ports.pricebook import PendingChange
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.review.arranging import Arrangement, Group, Grouping, Known, arranged
from lazi_desktop.ui.review.due import EVERYTHING
from lazi_desktop.ui.review.judging import broken_rules, looking_around
from lazi_desktop.ui.review.merging import merged
from lazi_desktop.ui.review.review_row import Pile, ReviewRow, held_sets, proposed_rows, review_rows
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


def read_pile(
    queries: PricebookQueries,
    arrangement: Arrangement,
    broken: Broken,
    *,
    me: Collection[str],
    before: Reading | None = None,
    due: Changes = EVERYTHING,
) -> Reading:
    """What is `due` is read anew, all else is as it was `before`. Where nothing is other than that, it is that.
    `broken` are the rules as they were last looked up; they are looked up anew behind this."""
    former = None if Aspect.EVERYTHING in due.aspects else before
    pile = _pile(queries, None if former is None else former.pile, due)
    if before is not None and before.arrangement == arrangement and before.pile == pile:
        return before
    changed = None if former is None else _changed_lines(former.pile, pile, due)
    if former is None or changed is None:
        rows = fresh = review_rows(pile, me=me)
    else:
        fresh = review_rows(_part(pile, changed), me=me)
        rows = _with_news(former, pile, fresh, changed, me)
    blame(fresh, broken)
    if former is None or changed is None or Aspect.CATEGORIES in due.aspects:
        places = places_of(queries, rows, arrangement.grouping)
    else:
        places = _places_now(queries, rows, arrangement.grouping, former, changed)
    known = Known({one.set_id: one for one in pile.sets}, places)
    return Reading(
        pile, rows, known, totals_of(pile.pending), arrangement, arranged(rows, arrangement, known)
    )


def _pile(queries: PricebookQueries, before: Pile | None, due: Changes) -> Pile:
    if before is None:
        pending = queries.pending()
    elif due.keys:
        changed = {key.int for key in due.keys}
        kept = [one for one in before.pending if one.entity_key.int not in changed]
        pending = merged(kept, queries.pending(keys=due.keys), lambda one: one.place)
    else:
        pending = before.pending
    proposals = [one for one in queries.proposals() if one.state is ProposalState.OPEN]
    fields = {change.field for change in pending} | {one.field for one in proposals}
    if not wants_categories(fields):
        paths: CategoryPaths = {}
    elif before is None or not before.paths or Aspect.CATEGORIES in due.aspects:
        paths = category_paths(queries)
    else:
        paths = before.paths
    return Pile(
        pending=pending,
        conflicts=queries.conflicts(),
        sets=queries.change_sets(),
        proposals=proposals,
        paths=paths,
    )


def _changed_lines(before: Pile, now: Pile, due: Changes) -> set[int] | None:
    """The numbers of the keys of which entities lines are other than before; None where all may be."""
    if before.paths != now.paths or held_sets(before) != held_sets(now):
        return None
    then = {one.conflict_id: one for one in before.conflicts}
    today = {one.conflict_id: one for one in now.conflicts}
    moved = {
        (then.get(one) or today[one]).entity_key.int
        for one in then.keys() | today.keys()
        if then.get(one) != today.get(one)
    }
    return moved | {key.int for key in due.keys}


def _part(pile: Pile, changed: set[int]) -> Pile:
    return replace(
        pile,
        pending=[one for one in pile.pending if one.entity_key.int in changed],
        conflicts=[one for one in pile.conflicts if one.entity_key.int in changed],
        proposals=(),
    )


def _with_news(
    before: Reading, pile: Pile, fresh: Sequence[ReviewRow], changed: set[int], me: Collection[str]
) -> list[ReviewRow]:
    """Proposals come last."""
    kept = [row for row in before.rows if row.proposal is None and row.entity not in changed]
    rows = merged(kept, fresh, lambda row: row.changes[0].place)
    if before.pile.proposals == pile.proposals:
        rows += [row for row in before.rows if row.proposal is not None]
    else:
        rows += proposed_rows(pile, me=me)
    return rows


def _places_now(
    queries: PricebookQueries,
    rows: Sequence[ReviewRow],
    grouping: Grouping,
    before: Reading,
    changed: set[int],
) -> dict[EntityKey, str]:
    """Asked for only of what changed, and of what is proposed."""
    if grouping is not Grouping.CATEGORY or before.arrangement.grouping is not grouping:
        return places_of(queries, rows, grouping)
    asked = [row for row in rows if row.entity in changed or row.proposal is not None]
    then = before.known.hangs_in
    same = {row.key for row in rows if row.entity not in changed and row.proposal is None}
    return {key: then[key] for key in same if key in then} | places_of(queries, asked, grouping)


def read_rules(
    queries: PricebookQueries,
    pending: Sequence[PendingChange],
    before: Broken | None = None,
    due: Changes = EVERYTHING,
    *,
    floor: Decimal | None,
) -> Broken:
    """What is `due` is judged anew, and whatever can break a rule by what others are now."""
    found: dict[EntityKey, list[Violation]] = defaultdict(list)
    asked = pending
    if before is not None and Aspect.EVERYTHING not in due.aspects:
        again = due.keys | looking_around(pending, categories=Aspect.CATEGORIES in due.aspects)
        numbers = {key.int for key in again}
        asked = [one for one in pending if one.entity_key.int in numbers]
        found |= {key: list(of_it) for key, of_it in before.items() if key.int not in numbers}
    for one in broken_rules(queries, asked, floor=floor):
        found[one.key].append(one)
    return dict(found)


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
