"""Create, update and delete of categories; services follow a category's name and state."""

from __future__ import annotations

from lazi_desktop.simulator.assets import kept_path
from lazi_desktop.simulator.clock import to_text
from lazi_desktop.simulator.new_rows import new
from lazi_desktop.simulator.problems import invalid
from lazi_desktop.simulator.rows import Row, row_of
from lazi_desktop.simulator.tenant import Tenant
from lazi_desktop.simulator.wire import Json


def create(tenant: Tenant, fields: Json) -> Row:
    tree = tenant.categories
    sent = {name: value for name, value in fields.items() if value is not None}
    tree.check_place(None, sent.get("parentId"), sent["categoryType"])
    value = new("category") | sent
    value["id"] = tenant.next_id()
    value["position"] = sent.get("position", tree.next_position(sent.get("parentId")))
    _keep_pictures(tenant, value, sent)
    value["createdOn"] = value["modifiedOn"] = to_text(tenant.clock.stamp())
    row = row_of(value)
    tree.put(row)
    return row


def update(tenant: Tenant, category: int, fields: Json) -> Row:
    """A new parent takes the whole subtree along; a new type is for roots and reaches down."""
    tree = tenant.categories
    before = tenant.row("category", category)
    value = before.value() | fields
    tree.check_place(category, value.get("parentId"), value.get("categoryType", "Services"))
    _keep_pictures(tenant, value, fields)
    for child in tree.subtree(category) if "categoryType" in fields else []:
        tree.put(row_of(child.value() | {"categoryType": value["categoryType"]}))
    return replace_if_changed(tenant, before, value)


def _keep_pictures(tenant: Tenant, value: Json, sent: Json) -> None:
    if sent.get("image") is not None:
        value["image"] = kept_path(tenant, "category", sent["image"])
    if sent.get("skuImages") is not None:
        value["skuImages"] = [kept_path(tenant, "category", url) for url in sent["skuImages"]]


def replace_if_changed(tenant: Tenant, before: Row, value: Json) -> Row:
    if value == before.value():
        return before
    value["modifiedOn"] = to_text(tenant.clock.stamp())
    row = row_of(value)
    tenant.categories.put(row)
    _tell_services(tenant, row)
    return row


def delete(tenant: Tenant, category: int) -> None:
    before = tenant.row("category", category)
    if not tenant.settings.hard_delete:
        replace_if_changed(tenant, before, before.value() | {"active": False})
        return
    if tenant.categories.children(category):
        raise invalid({"id": ["A category with subcategories cannot be deleted."]})
    tenant.categories.remove(category)
    _tell_services(tenant, before, gone=True)


def _tell_services(tenant: Tenant, category: Row, *, gone: bool = False) -> None:
    """Services show their categories' names; their own ``modifiedOn`` stays."""
    mark = f'{{"id":{category.id},"name":'.encode()
    table = tenant.skus["service"]
    shown = {name: category.value().get(name) for name in ("id", "name", "active")}
    for row in [row for row in table.rows.values() if mark in row.encoded]:
        value = row.value()
        value["categories"] = [
            shown if each["id"] == category.id else each
            for each in value["categories"]
            if not (gone and each["id"] == category.id)
        ]
        table.put(row_of(value, row.external))
