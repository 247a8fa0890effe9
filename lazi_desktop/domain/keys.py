"""Entity keys: our own stable ids, the same on every machine."""

from __future__ import annotations

import uuid
from typing import NewType

from lazi_desktop.domain.kinds import EntityKind

EntityKey = NewType("EntityKey", uuid.UUID)
TenantId = NewType("TenantId", uuid.UUID)

_NAMESPACE = uuid.UUID("6f1f64d2-6a0e-5c0e-9c5e-1f0f5e7c2a11")


def pulled_key(tenant_id: TenantId, kind: EntityKind, remote_id: int) -> EntityKey:
    """The key of an entity that ServiceTitan made; whoever pulls it computes the same one."""
    return EntityKey(uuid.uuid5(_NAMESPACE, f"{tenant_id}/{kind}/{remote_id}"))


def tenant_id_of(number: int | str, environment: str) -> TenantId:
    """Our id of ServiceTitan's tenant `number` in `environment` ("production", "integration", "demo")."""
    return TenantId(uuid.uuid5(_NAMESPACE, f"tenant/{environment}/{number}"))


def held_back_set(tenant_id: TenantId) -> uuid.UUID:
    """The change-set of what is held back; whoever holds something back first founds the same one."""
    return uuid.uuid5(_NAMESPACE, f"{tenant_id}/held back")
