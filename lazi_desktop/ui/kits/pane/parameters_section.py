"""The parameters: values to be tried at once, and the parameters themselves, made, renamed and removed."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.formula.parser import plain_name
from lazi_desktop.domain.kits.kit import Parameter
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.kits.defaults import set_defaults
from lazi_desktop.operations.kits.parameters import add_parameter, remove_parameter, set_parameter
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.kits.pane.parameter_form import Draft, ParameterForm, values_of
from lazi_desktop.ui.kits.pane.parameter_row import ParameterRow
from lazi_desktop.ui.kits.pane.section import Section
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.units import offered_units
from lazi_desktop.ui.widgets.basics import button, label


class ParametersSection(Section):
    def __init__(self, context: UiContext, shown: ShownKit) -> None:
        super().__init__(self.tr("Parameters"), first=True)
        self._context = context
        self._shown = shown
        self.rows: dict[PartId, ParameterRow] = {}
        self._drafts: dict[KitId, Draft] = {}
        """Typed, and neither kept nor left, when another kit was opened."""
        self.form = ParameterForm(offered_units(context.units.measures))
        self.form.hide()
        self.add = button("", "icon", glyph=Glyph.ADD, name=self.tr("Add a parameter"))
        self.add.setToolTip(self.add.accessibleName())
        self.head.addWidget(self.add)
        self.nothing = label(
            self.tr("None yet. Formulas in quantities can use them: =[run_ft]*1.1/10"), "small", wrap=True
        )
        self._place = QVBoxLayout()
        self._place.setSpacing(metrics.GAP_TINY + 2)
        self.tried = _Tried()
        for part in (self.nothing, self.form, self.tried):
            self.body.addWidget(part)
        self.body.insertLayout(1, self._place)
        self.add.clicked.connect(lambda: self.form.open(None))
        self.form.left.connect(self.form.hide)
        self.form.kept.connect(self._keep)
        self.tried.back.clicked.connect(lambda: self._try({}))
        self.tried.keep.clicked.connect(self._make_default)
        shown.leaving.connect(self._lay_by)
        shown.kit_changed.connect(self._resume)
        shown.changed.connect(self._show)
        context.edits.level_changed.connect(self._offer)
        self._show()

    # --------------------------------------------------------------------------------------------------- showing

    def _show(self) -> None:
        kit = self._shown.kit
        parameters = list(kit.parameters) if kit is not None else []
        if list(self.rows) != [one.key for one in parameters]:
            self._make_rows(parameters)
        values = self._values()
        for one in parameters:
            self.rows[one.key].show_parameter(one, values.get(plain_name(one.name), one.default))
        self.nothing.setVisible(kit is not None and not parameters)
        self._forget_old(parameters)
        self.tried.show_count(len(self._values()))
        self._offer()

    def _offer(self) -> None:
        allowed = self._may_edit
        self.add.setEnabled(allowed and self._shown.kit is not None)
        self.tried.keep.setEnabled(allowed)
        for row in self.rows.values():
            row.more.setEnabled(allowed)

    @property
    def _may_edit(self) -> bool:
        """Kits are the estimators' own: who may only propose prices may change them."""
        return self._context.edits.may_record

    def _make_rows(self, parameters: list[Parameter]) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {}
        for one in parameters:
            row = ParameterRow(one, may_edit=self._may_edit)
            key = one.key
            row.tried.connect(lambda value, key=key: self._on_tried(key, value))
            row.edit_wanted.connect(lambda key=key: self._edit(key))
            row.remove_wanted.connect(lambda key=key: self._remove(key))
            self._place.addWidget(row)
            self.rows[key] = row

    # ---------------------------------------------------------------------------------------------------- what if

    def _values(self) -> dict[str, Decimal]:
        return dict(self._shown.values)

    def _parameter(self, key: PartId) -> Parameter | None:
        kit = self._shown.kit
        return next((one for one in kit.parameters if one.key == key), None) if kit is not None else None

    def _on_tried(self, key: PartId, value: Decimal | None) -> None:
        parameter = self._parameter(key)
        if parameter is None:
            return
        values = self._values()
        values.pop(plain_name(parameter.name), None)
        if value is not None and value != parameter.default:
            values[plain_name(parameter.name)] = value
        self._try(values)

    def _try(self, values: dict[str, Decimal]) -> None:
        if values != self._values():
            self._shown.try_values(values)

    def _forget_old(self, parameters: list[Parameter]) -> None:
        """What is tried of a parameter that went, or that has just this as its own value now."""
        own = {plain_name(one.name): one.default for one in parameters}
        values = self._values()
        kept = {name: value for name, value in values.items() if name in own and own[name] != value}
        self._try(kept)

    def _make_default(self) -> None:
        kit, values = self._shown.kit, self._values()
        if kit is None:
            return
        key = kit.key
        wanted = {
            one.key: values[plain_name(one.name)] for one in kit.parameters if plain_name(one.name) in values
        }
        self._context.edits.do(lambda work: set_defaults(work, key, wanted), initiator=self)

    # --------------------------------------------------------------------------------------------- the parameters

    def _edit(self, key: PartId) -> None:
        parameter = self._parameter(key)
        if parameter is not None:
            self.form.open(parameter)

    def _lay_by(self) -> None:
        key = self._shown.key
        if key is not None and self.form.is_typed:
            self._drafts[key] = self.form.draft()

    def _resume(self) -> None:
        self.form.hide()
        draft = self._drafts.pop(self._shown.key, None) if self._shown.key is not None else None
        if draft is not None:
            self.form.resume(draft)

    def _keep(self, values: dict[str, Value]) -> None:
        kit, parameter = self._shown.kit, self.form.parameter
        if kit is None:
            return
        key = kit.key

        def refused(error: LaziError) -> None:
            if self._shown.key == key:
                self.form.tell(said(error.detail or error.title))
            else:
                self._context.notifier.problem(error)

        def done(_: Changes) -> None:
            self._drafts.pop(key, None)
            if self._shown.key == key:
                self.form.hide()

        if parameter is None:
            self._context.edits.do(
                lambda work: add_parameter(work, key, values), initiator=self, failed=refused, done=done
            )
            return
        changed = _changed(parameter, values)
        part = parameter.key
        if not changed:
            self.form.hide()
            return
        self._context.edits.do(
            lambda work: set_parameter(work, key, part, changed), initiator=self, failed=refused, done=done
        )

    def _remove(self, part: PartId) -> None:
        kit = self._shown.kit
        if kit is not None:
            key = kit.key
            self._context.edits.do(lambda work: remove_parameter(work, key, [part]), initiator=self)


def _changed(parameter: Parameter, values: dict[str, Value]) -> dict[str, Value]:
    """Only what was typed anew: what stays cannot clash with somebody else's."""
    before = values_of(parameter)
    return {name: value for name, value in values.items() if value != before[name]}


class _Tried(QWidget):
    """That what is shown is not the kit's own, and both ways out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "changed", wrap=True)
        self.keep = button(self.tr("Make default"), "link")
        self.back = button(self.tr("Back"), "link", name=self.tr("Back to the kit's own values"))
        self.back.setToolTip(self.back.accessibleName())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.words, 1)
        row.addWidget(self.keep)
        row.addWidget(self.back)
        self.hide()

    def show_count(self, count: int) -> None:
        values = counted(count, self.tr("value"), self.tr("values"))
        self.words.setText(self.tr("What if: {values}").format(values=values))
        self.setVisible(bool(count))
