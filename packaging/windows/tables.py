"""What the tables of an MSI say, and whether it is what was meant."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from proofs import Proofs
from source import run
from windows.package import ACTIONS, IN_A_WINDOW_TOO, PERMISSIONS
from windows.product import NAME, PUBLISHER, UPGRADE_CODE, msi_version
from windows.wxs import INSTALLER_VERSION, REGISTRY

MOST_BYTES = 130_000_000
_64_BIT = 0x100

Rows = list[dict[str, str]]


def table(msi: Path, name: str) -> Rows:
    lines = run(["msiinfo", "export", msi, name]).replace("\r", "").splitlines()
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t"), strict=False)) for line in lines[3:]]


def check_tables(msi: Path, tree: Path, version: str, proofs: Proofs) -> None:
    demand = proofs.demand
    size = msi.stat().st_size
    demand(size <= MOST_BYTES, "size", f"{size / 1e6:.1f} MB of at most {MOST_BYTES / 1e6:.0f}")
    summary = run(["msiinfo", "suminfo", msi])
    number = f"{INSTALLER_VERSION} ({INSTALLER_VERSION:x})"
    wanted = {"Template: x64;1033", f"Author: {PUBLISHER}", f"Version: {number}"}
    demand(wanted <= set(summary.splitlines()), "summary", ", ".join(sorted(wanted)))
    _properties(table(msi, "Property"), version, proofs)
    rows = table(msi, "Component")
    wide = all(int(row["Attributes"]) & _64_BIT for row in rows)
    codes = {UUID(row["ComponentId"]) for row in rows}
    demand(
        wide and len(codes) == len(rows),
        "components",
        f"{len(rows)}, all 64-bit, each its own code",
    )
    files = [path for path in tree.rglob("*") if path.is_file()]
    sizes = sorted(int(row["FileSize"]) for row in table(msi, "File"))
    demand(
        sizes == sorted(path.stat().st_size for path in files), "files", f"{len(files)}, as large as staged"
    )
    features = {row["Feature"]: (row["Level"], row["Attributes"]) for row in table(msi, "Feature")}
    demand(
        features == {"Program": ("1", "16"), "Shortcuts": ("1", "0"), "Sync": ("2", "0")},
        "features", "Program cannot be left out, Shortcuts can, Sync has to be asked for",
    )  # fmt: skip
    _upgrade(msi, version, proofs)
    _registry(msi, proofs)
    _actions(msi, proofs)


def _properties(rows: Rows, version: str, proofs: Proofs) -> None:
    found = {row["Property"]: row["Value"] for row in rows}
    wanted = {
        "ALLUSERS": "1",
        "Manufacturer": PUBLISHER,
        "ProductName": NAME,
        "ProductVersion": msi_version(version),
        "UpgradeCode": f"{{{UPGRADE_CODE}}}",
    }
    is_there = wanted.items() <= found.items() and bool(found["ARPPRODUCTICON"])
    proofs.demand(is_there, "properties", f"per machine, {NAME} {found['ProductVersion']}, with icon")


def _upgrade(msi: Path, version: str, proofs: Proofs) -> None:
    number = msi_version(version)
    rows = {row["ActionProperty"]: row for row in table(msi, "Upgrade")}
    older, newer = rows["WIX_UPGRADE_DETECTED"], rows["WIX_DOWNGRADE_DETECTED"]
    at = {row["Action"]: int(row["Sequence"]) for row in table(msi, "InstallExecuteSequence")}
    conditions = {row["Condition"] for row in table(msi, "LaunchCondition")}
    proofs.demand(
        (older["VersionMax"], older["Attributes"]) == (number, "513")
        and (newer["VersionMin"], newer["Attributes"]) == (number, "2")
        and at["InstallInitialize"] < at["RemoveExistingProducts"] < at["ProcessComponents"]
        and "NOT WIX_DOWNGRADE_DETECTED" in conditions,
        "upgrade", "older ones and other builds make way inside the transaction; newer ones refuse",
    )  # fmt: skip


def _registry(msi: Path, proofs: Proofs) -> None:
    found = {(row["Key"], row["Name"]): row["Value"] for row in table(msi, "Registry") if row["Root"] == "2"}
    wanted = {(key, name): value for key, values in REGISTRY.items() for name, value in values.items()}
    proofs.demand(
        wanted.items() <= found.items(), "registry", f"{len(wanted)} values: invitations, links, folder"
    )
    [entry] = table(msi, "Shortcut")
    proofs.demand(
        entry["Directory_"] == "ProgramMenuFolder" and entry["Name"] == NAME, "shortcut", entry["Target"]
    )


def _actions(msi: Path, proofs: Proofs) -> None:
    rows = table(msi, "CustomAction")
    names = {row["Action"] for row in rows}
    wanted = {name: tuple(map(str, words)) for name, words in ACTIONS.items()}
    found = actions(rows, table(msi, "InstallExecuteSequence"))
    differing = {name for name in names | set(wanted) if found.get(name) != wanted.get(name)}
    proofs.demand(
        not differing, "custom actions", f"{', '.join(sorted(names))}; not as meant: {sorted(differing)}"
    )
    found = actions(rows, table(msi, "InstallUISequence"))
    is_same = found == {name: wanted[name] for name in IN_A_WINDOW_TOO}
    proofs.demand(is_same, "custom actions in a window, too", ", ".join(sorted(found)))
    locked = {row["LockObject"]: row["SDDLText"] for row in table(msi, "MsiLockPermissionsEx")}
    made = {row["Directory_"] for row in table(msi, "CreateFolder")}
    proofs.demand(
        locked == PERMISSIONS and set(locked) <= made, "permissions",
        "of the program's folder, of that for IT's policy and of that for sync",
    )  # fmt: skip
    services = table(msi, "ServiceInstall")
    proofs.demand(not services, "services", "none: sync without a window is a scheduled task")


def actions(rows: Rows, sequence: Rows) -> dict[str, tuple[str, ...]]:
    """What runs, under which condition and when: those of them that are in the sequence."""
    at = {row["Action"]: (row["Condition"], row["Sequence"]) for row in sequence}
    return {
        row["Action"]: (row["Type"], row["Source"], row["Target"], *at[row["Action"]])
        for row in rows
        if row["Action"] in at
    }
