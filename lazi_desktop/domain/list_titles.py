"""What the reference lists are called: by their names in the hub, and by people."""

from __future__ import annotations

LIST_TITLES = {
    "markup": "markup rules",
    "client_specific_pricing": "rate sheets",
    "cost_types": "cost types",
    "business_units": "business units",
    "vendors": "vendors",
    "gl_accounts": "GL accounts",
    "equipment_types": "equipment types",
    "employees": "employees",
    "tax_zones": "tax zones",
    "warehouses": "warehouses",
    "tag_types": "tag types",
    "job_types": "job types",
}


def list_title(name: str) -> str:
    """Also for one that another version of this program reads."""
    return LIST_TITLES.get(name) or name.replace("_", " ").replace("-", " ")
