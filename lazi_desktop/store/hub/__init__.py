"""The hub on PostgreSQL: the adapter behind `ports.hub.Hub`, its schema, its people, and a server of our own."""

from lazi_desktop.store.hub.embedded import EmbeddedHub, EmbeddedPostgres
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.hub.members import create_member, create_tenant, set_level
from lazi_desktop.store.hub.schema import EXPECTED_REVISION, SchemaCheck, SchemaState, check, upgrade

__all__ = [
    "EXPECTED_REVISION",
    "EmbeddedHub",
    "EmbeddedPostgres",
    "PostgresHub",
    "SchemaCheck",
    "SchemaState",
    "check",
    "create_member",
    "create_tenant",
    "set_level",
    "upgrade",
]
