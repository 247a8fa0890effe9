"""The workspace's tables, as the newest migration leaves them.

Keys are the 16 bytes of their UUID; values and fields are canonical JSON; money is exact text with a REAL beside it
for sorting. What a person sees lies in `sku`, `sku_category`, `sku_picture`, `category`, `category_picture` and
`overridden`, and of kits in `kit_part_here` where that differs from `kit_part`, renewed with every write; all the rest
can rebuild them, but for what those found out who looked at a `picture`. The search index (`search`) is a virtual table
and known to the migration alone.
"""

from __future__ import annotations

from sqlalchemy import BLOB, INTEGER, REAL, TEXT, Column, Index, MetaData, Table, text
from sqlalchemy.types import NullType

metadata = MetaData()


def _key(name: str, *, primary: bool = False, nullable: bool = False) -> Column[bytes]:
    return Column(name, BLOB, primary_key=primary, nullable=nullable)


def _text(name: str, *, primary: bool = False, nullable: bool = False) -> Column[str]:
    return Column(name, TEXT, primary_key=primary, nullable=nullable)


def _int(name: str, *, primary: bool = False, nullable: bool = False) -> Column[int]:
    return Column(name, INTEGER, primary_key=primary, nullable=nullable)


def _real(name: str) -> Column[float]:
    return Column(name, REAL, nullable=True)


meta = Table("meta", metadata, _text("name", primary=True), _text("value", nullable=True))

# ------------------------------------------------------------------------------------- what came from the hub's feed

mirror = Table(
    "mirror",
    metadata,
    _key("entity_key", primary=True),
    _text("kind"),
    _int("remote_id", nullable=True),
    _text("modified_on", nullable=True),
    _int("last_seq"),
    _int("generation"),
    _text("fields"),
    Index("mirror_generation", "generation"),
)
override = Table(
    "override",
    metadata,
    _key("entity_key", primary=True),
    _text("field", primary=True),
    _text("value"),
    _text("base"),
    _text("by_whom"),
    _text("at"),
    _key("op_id", nullable=True),
    _text("state"),
    _text("detail"),
    _int("last_seq"),
    _int("generation"),
    _key("change_set", nullable=True),
)
conflict = Table(
    "conflict",
    metadata,
    _key("conflict_id", primary=True),
    _key("entity_key"),
    _text("entity_kind"),
    _text("field"),
    _text("kind"),
    _text("base"),
    _text("ours"),
    _text("theirs"),
    _text("state"),
    _text("by_whom"),
    _text("at"),
    _int("last_seq"),
    _int("generation"),
    _key("ours_op", nullable=True),
    Index("conflict_open", "entity_key", sqlite_where=text("state = 'open'")),
)
created = Table(
    "created",
    metadata,
    _key("entity_key", primary=True),
    _text("kind"),
    _int("last_seq"),
    _int("generation"),
)
tombstone = Table(
    "tombstone",
    metadata,
    _key("entity_key", primary=True),
    _text("kind"),
    _text("reason"),
    _key("replaced_by", nullable=True),
    _int("last_seq"),
    _int("generation"),
)
quarantine = Table(
    "quarantine",
    metadata,
    _int("number", primary=True),
    _int("seq"),
    _text("feed_row"),
    _text("reason"),
    _text("at"),
)
change_set = Table(
    "change_set",
    metadata,
    _key("set_id", primary=True),
    _text("message"),
    _text("state"),
    _text("by_whom"),
    _text("at"),
    _int("last_seq"),
    _int("generation"),
)
proposal = Table(
    "proposal",
    metadata,
    _key("op_id", primary=True),
    _key("entity_key"),
    _text("entity_kind"),
    _text("field"),
    _text("seen"),
    _text("value"),
    _key("change_set", nullable=True),
    _text("by_whom"),
    _text("at"),
    _text("state"),
    _text("reason"),
    _text("answered_by"),
    _int("last_seq"),
    _int("generation"),
)
habit = Table(
    "habit",
    metadata,
    _text("kind", primary=True),
    _text("field", primary=True),
    _text("what", primary=True),
    _text("sent"),
    _text("found"),
    _int("seen"),
    _text("last"),
    _int("last_seq"),
    _int("generation"),
)
kit_part = Table(
    "kit_part",
    metadata,
    _key("part_id", primary=True),
    _text("kind"),
    _key("kit"),
    _text("by_whom"),
    _text("at"),
    _int("last_seq"),
    _int("generation"),
    _text("clashes"),
    _text("fields"),
    _text("content", nullable=True),
    Index("kit_part_kit", "kit"),
)
pushed = Table("pushed", metadata, _key("entity_key", primary=True))

# ------------------------------------------------------------------------------------------- what this person did

_NAMES_KEYS = """overlays = 1 AND field <> '' AND value GLOB '*"????????-????-????-????-????????????"*'"""
_BESIDE_EDITS = "overlays = 1 AND kind NOT IN ('set', 'unset') AND kind <> 'kit'"
op = Table(
    "op",
    metadata,
    _int("op_no", primary=True),
    Column("op_id", BLOB, nullable=False, unique=True),
    _key("txn_id"),
    _text("kind"),
    _text("entity_kind"),
    _key("entity_key"),
    _text("field"),
    _text("value"),
    _text("seen"),
    _text("base"),
    _text("seen_epoch", nullable=True),
    _key("answers", nullable=True),
    _text("wall"),
    _text("state"),
    _text("outcome", nullable=True),
    _text("detail", nullable=True),
    _key("conflict_id", nullable=True),
    _int("server_seq", nullable=True),
    _text("acked_at", nullable=True),
    _int("overlays"),
    _text("note"),
    _key("change_set", nullable=True),
    Index("op_txn", "txn_id"),
    Index("op_overlaying", "entity_key", "op_no", sqlite_where=text("overlays = 1")),
    Index("op_naming", "entity_key", sqlite_where=text(_NAMES_KEYS)),
    Index("op_local", "op_no", sqlite_where=text("state = 'local'")),
    Index("op_awaited", "server_seq", sqlite_where=text("overlays = 1 AND state = 'acked'")),
    Index("op_answers", "answers", sqlite_where=text("overlays = 1 AND answers IS NOT NULL")),
    Index("op_beside_edits", "entity_key", sqlite_where=text(_BESIDE_EDITS)),
    sqlite_autoincrement=True,
)
undo_step = Table(
    "undo_step",
    metadata,
    _int("position", primary=True),
    _key("txn_id"),
    _text("label"),
    _int("undone"),
    sqlite_autoincrement=True,
)
draft = Table(
    "draft",
    metadata,
    _key("entity_key", primary=True),
    _text("field", primary=True),
    _text("typed"),
    _text("seen"),
    _text("problem"),
    _text("at"),
)

# --------------------------------------------------------------------------------------------- what a person sees

overridden = Table(
    "overridden",
    metadata,
    _key("entity_key", primary=True),
    _text("field", primary=True),
    _text("entity_kind"),
    _text("value"),
    _text("base"),
    _text("theirs"),
    _text("by_whom"),
    _text("at"),
    _key("op_id", nullable=True),
    _text("state"),
    _text("detail"),
    _key("change_set", nullable=True),
    Index("overridden_change_set", "change_set", sqlite_where=text("change_set IS NOT NULL")),
)
kit_part_here = Table(
    "kit_part_here",
    metadata,
    _key("part_id", primary=True),
    _text("kind"),
    _key("kit"),
    _text("by_whom"),
    _text("at"),
    _text("clashes"),
    _text("fields"),
    _text("content", nullable=True),
    Index("kit_part_here_kit", "kit"),
)
sku = Table(
    "sku",
    metadata,
    _int("number", primary=True),
    Column("entity_key", BLOB, nullable=False, unique=True),
    _int("tree"),
    _text("kind"),
    _int("remote_id", nullable=True),
    _text("code"),
    _text("name"),
    _text("cost", nullable=True),
    _text("price", nullable=True),
    _text("member_price", nullable=True),
    _text("add_on_price", nullable=True),
    _text("unit"),
    _text("vendor_part"),
    _text("hours", nullable=True),
    _int("taxable", nullable=True),
    _int("active"),
    _int("state"),
    _text("changed"),
    _int("placed"),
    _text("code_folded"),
    _text("code_order"),
    _text("name_order"),
    _text("unit_order"),
    _text("vendor_part_order"),
    _real("cost_real"),
    _real("price_real"),
    _real("member_price_real"),
    _real("add_on_price_real"),
    _real("margin_real"),
    _real("hours_real"),
    _int("terms_hash"),
    _int("marks"),
    Index("sku_code", "tree", "code_order"),
    Index("sku_code_folded", "tree", "code_folded"),
    Index("sku_reference", "kind", "remote_id"),
    Index("sku_changed", "tree", sqlite_where=text("changed <> ''")),
    Index("sku_unplaced", "tree", sqlite_where=text("placed = 0")),
)
sku_category = Table(
    "sku_category",
    metadata,
    _int("number", primary=True),
    _int("category_id", primary=True),
    Index("sku_category_category", "category_id"),
)
category = Table(
    "category",
    metadata,
    _int("number", primary=True),
    Column("entity_key", BLOB, nullable=False, unique=True),
    _int("remote_id", nullable=True),
    _int("reference"),
    _int("parent_id", nullable=True),
    _int("tree"),
    _text("name"),
    _text("name_order"),
    _int("position"),
    _int("active"),
    _int("state"),
    _int("sku_count"),
    _text("image"),
    Index("category_reference", "reference"),
    Index("category_parent", "parent_id"),
)

# ------------------------------------------------------------------------------------------------------------ pictures

picture = Table(
    "picture",
    metadata,
    _int("id", primary=True),
    Column("address", TEXT, nullable=False, unique=True),
    _int("kin"),
    _text("flaw", nullable=True),
    _int("width", nullable=True),
    _int("height", nullable=True),
    _int("size", nullable=True),
    _key("digest", nullable=True),
    _int("print", nullable=True),
    _int("is_low"),
    _int("was_shown"),
    Index("picture_of_kin", "kin"),
    Index("picture_print", "print", sqlite_where=text("print IS NOT NULL")),
)
picture_kin = Table(
    "picture_kin", metadata, _int("kin", primary=True), _int("skus"), _int("print", nullable=True)
)
picture_piece = Table("picture_piece", metadata, _int("piece", primary=True), _int("kin", primary=True))
sku_picture = Table(
    "sku_picture",
    metadata,
    _int("number", primary=True),
    _int("picture_id", primary=True),
    Index("sku_picture_picture", "picture_id"),
)
category_picture = Table(
    "category_picture",
    metadata,
    _int("number", primary=True),
    _text("field", primary=True),
    _int("picture_id", primary=True),
    Index("category_picture_picture", "picture_id"),
)

# -------------------------------------------------------------- what is worked out when somebody asks for it first

shown_column = Table(
    "shown_column",
    metadata,
    _int("id", primary=True),
    Column("name", TEXT, nullable=False, unique=True),
    _int("filled"),
    _int("used"),
)
shown_value = Table(
    "shown_value",
    metadata,
    _int("column_id", primary=True),
    _int("number", primary=True),
    Column("ordered", NullType, nullable=False),
    _text("text"),
    _text("folded"),
)
sku_link = Table(
    "sku_link",
    metadata,
    _int("target", primary=True),
    _text("target_kind", primary=True),
    _int("number", primary=True),
    _text("field", primary=True),
    _text("quantity", nullable=True),
    Index("sku_link_number", "number"),
)

# --------------------------------------------------------------------------------------- ServiceTitan's reference lists

reference_row = Table(
    "reference_row",
    metadata,
    _text("list", primary=True),
    _int("remote_id", primary=True),
    _text("name"),
    _int("active"),
    _text("payload"),
)
