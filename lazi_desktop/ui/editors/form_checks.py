"""Checks what a form shows and what is typed into it, with what must be looked up for that in the pricebook."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QObject

from lazi_desktop.domain.checks import (
    LINKS,
    NOTHING_KNOWN,
    Finding,
    Named,
    Place,
    Reference,
    Surroundings,
    check_entity,
    check_prices_of_several,
    code_key,
    linked_in,
)
from lazi_desktop.domain.habits import KnownHabit, doubts
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.links import LINKED
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.entity_form import EntityForm
from lazi_desktop.ui.editors.subject import value_in
from lazi_desktop.ui.latest_read import LatestRead

LOOKED_UP = frozenset(("code", "categories", *LINKS))
"""Fields that cannot be judged by the entity's own values."""


class FormChecks(QObject):
    """At every keystroke with what is known already; what is not is looked up, and then told as well."""

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self._form: EntityForm | None = None
        self._around = self._alone
        self._habits: Sequence[KnownHabit] = ()
        self._known: Hashable = None
        """For which values `_around` was looked up."""

    @property
    def _alone(self) -> Surroundings:
        """Before anything was looked up."""
        return Surroundings(margin_floor=self._context.edits.margin_floor)

    def check(self, form: EntityForm) -> None:
        """What stands in the form now."""
        if form is not self._form:
            self._form, self._known = form, None
        kind, values, subject = form.kind, form.values(), form.subject
        if subject is None or subject.detail is None:
            self._reads.drop()
            form.show_findings(_of_several(form, self._context.edits.margin_floor))
            return
        wanted = (subject.keys, _asked_for(kind, values))
        if wanted != self._known:
            queries, places = self._context.queries, self._around.places
            floor = self._context.edits.margin_floor
            self._reads.ask(
                lambda: (_look_up(queries, kind, values, places, floor), queries.habits()),
                lambda found: self._learn(wanted, *found),
            )
        form.show_findings(self._findings(form, self._around if wanted == self._known else None))

    def judge(self, edit: FieldEdit, kind: EntityKind, done: Callable[[str], None]) -> None:
        """Calls `done` with why the edit of a looked-up field cannot be recorded, "" where it can."""
        queries, places = self._context.queries, self._around.places
        floor = self._context.edits.margin_floor
        values, before = {edit.field: edit.value}, {edit.field: edit.seen}

        def judged(around: Surroundings) -> None:
            found = check_entity(kind, values, around, key=edit.key, before=before)
            done(" ".join(one.text for one in found if one.is_error and one.field == edit.field))

        self._context.tasks.read(lambda: _look_up(queries, kind, values, places, floor), judged, owner=self)

    def forget_form(self) -> None:
        self._reads.drop()
        self._form, self._known, self._around = None, None, self._alone

    def follow(self, changes: Changes) -> None:
        """What was looked up may be otherwise now."""
        self._known = None
        if changes.aspects & {Aspect.CATEGORIES, Aspect.EVERYTHING}:
            self._around = replace(self._around, places=None)

    def _learn(self, wanted: Hashable, around: Surroundings, habits: Sequence[KnownHabit]) -> None:
        self._known, self._around, self._habits = wanted, around, habits
        if self._form is not None:
            self.check(self._form)

    def _findings(self, form: EntityForm, around: Surroundings | None) -> Sequence[Finding]:
        subject = form.subject
        if subject is None or subject.detail is None:
            return []
        detail = subject.detail
        values = form.values()
        return [
            *check_entity(form.kind, values, around or self._alone, key=detail.key, before=detail.effective),
            *doubts(form.kind, values, detail.mirror, self._habits),
        ]


def _of_several(form: EntityForm, floor: Decimal | None) -> Sequence[Finding]:
    """With what is typed for all of them."""
    if form.subject is None or not {"cost", "price"} <= form.editors.keys():
        return []

    def each(name: str) -> Iterator[Value]:
        draft = form.editors[name].draft
        return (value_in(row, name) if draft.stands_apart else draft.value() for row in rows)

    rows = form.subject.rows
    return check_prices_of_several(zip(each("cost"), each("price"), strict=True), floor)


def _asked_for(kind: EntityKind, values: Fields) -> Hashable:
    links = (tuple(linked_in(name, values)) for owner, name in LINKED if owner is kind)
    return code_key(values.get("code")), tuple(values.get("categories") or ()), tuple(links)


def _look_up(
    queries: PricebookQueries,
    kind: EntityKind,
    values: Fields,
    places: Mapping[Reference, Place] | None,
    floor: Decimal | None,
) -> Surroundings:
    if not kind.is_sku:
        return replace(NOTHING_KNOWN, margin_floor=floor)
    code = str(values.get("code") or "")
    found = queries.rows_by_code([code]) if code_key(code) else {}
    codes = {code_key(given): [_named(row) for row in rows] for given, rows in found.items()}
    return Surroundings(
        codes=codes,
        places=places if places is not None else _places(queries),
        linked=_linked(queries, kind, values),
        margin_floor=floor,
    )


def _places(queries: PricebookQueries) -> dict[Reference, Place]:
    return {
        str(node.key) if node.remote_id is None else node.remote_id: Place(tree, node.name, node.active)
        for tree in Tree
        for node in queries.categories(tree)
    }


def _linked(
    queries: PricebookQueries, kind: EntityKind, values: Fields
) -> dict[tuple[str, Reference], Named]:
    linked: dict[tuple[str, Reference], Named] = {}
    for (owner, name), targets in LINKED.items():
        references = linked_in(name, values) if owner is kind else []
        for target in targets if references else ():
            for reference, row in queries.rows_by_reference(target, references).items():
                linked[name, reference] = _named(row)
    return linked


def _named(row: SkuRow) -> Named:
    return Named(row.key, row.kind, row.code, row.name, row.active)
