"""Keys are the same on every machine, for ever."""

from __future__ import annotations

from uuid import UUID

from lazi_desktop.domain.keys import pulled_key, tenant_id_of
from lazi_desktop.domain.kinds import EntityKind


def test_a_pulled_entitys_key_never_changes():
    tenant = tenant_id_of("1", "demo")
    assert tenant == UUID("b1564adf-b959-5290-a3c1-b83e5461a70e")
    assert pulled_key(tenant, EntityKind.MATERIAL, 42) == UUID("604b5272-01e8-524d-b656-cebd7c1879f8")


def test_tenants_environments_and_kinds_do_not_mix():
    one, other = tenant_id_of(1, "production"), tenant_id_of(1, "integration")
    keys = {pulled_key(tenant, kind, 42) for tenant in (one, other) for kind in EntityKind}
    assert len(keys) == 2 * len(EntityKind)
