"""What a simulator can be told before it starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ALL_SCOPES = frozenset(
    {
        "tn.pb.categories:r",
        "tn.pb.categories:w",
        "tn.pb.services:r",
        "tn.pb.services:w",
        "tn.pb.materials:r",
        "tn.pb.materials:w",
        "tn.pb.equipment:r",
        "tn.pb.equipment:w",
        "tn.pb.discountsandfees:r",
        "tn.pb.discountsandfees:w",
        "tn.pb.images:r",
        "tn.pb.images:w",
        "tn.pb.csp:r",
        "tn.pb.csp:w",
        "tn.pb.pricebook:w",
        "tn.stt.businessunits:r",
        "tn.stt.employees:r",
        "tn.stt.tagtypes:r",
        "tn.inv.vendors:r",
        "tn.inv.warehouses:r",
        "tn.acc.glaccounts:r",
        "tn.acc.taxzones:r",
        "tn.eqs.equipmenttypes:r",
        "tn.jpm.jobtypes:r",
    }
)


@dataclass(frozen=True, kw_only=True)
class SimulatorSettings:
    """One simulated tenant and the switches for what is not known of the real one.

    Attributes:
        port: 0 takes any free port; the same goes for ``images_port``.
        scale: 1 is a tenant of 8,465 SKUs; fractions make small ones, whole numbers multiply the SKUs.
        clean: Leaves out the dirt that real tenants carry.
        data: Folder of JSON files to serve instead of generated data.
        rate_limit: Requests per second above which the answer is 429; None for no limit.
        export_delay: Seconds for which export feeds withhold a change.
        move_uploads: An uploaded picture changes its path once it is attached.
        frozen_clock: Time passes only when told to, for tests.
    """

    host: str = "127.0.0.1"
    port: int = 0
    images_port: int = 0
    seed: int = 1
    scale: float = 1.0
    clean: bool = False
    data: Path | None = None
    tenant: str = "1"
    client_id: str = "demo"
    client_secret: str = "demo"
    app_key: str = "demo"
    token_seconds: int = 900
    scopes: frozenset[str] = ALL_SCOPES
    flat_categories: bool = False
    hard_delete: bool = False
    reject_duplicate_codes: bool = False
    strict_bulk: bool = False
    vendor_required: bool = True
    rate_limit: float | None = None
    export_delay: float = 0.0
    export_page_size: int = 1000
    max_page_size: int = 5000
    move_uploads: bool = True
    frozen_clock: bool = False
