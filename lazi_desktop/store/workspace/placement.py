"""Where a workspace may lie: on a disk of this machine, outside synchronised folders, with room to work."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from lazi_desktop.domain.errors import WorkspaceProblem

NEEDED = 200 * 1024 * 1024
COMFORTABLE = 1024 * 1024 * 1024

_NETWORK = frozenset((
    "nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "ncpfs", "webdav", "davfs",
    "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "ceph", "glusterfs", "fuse.glusterfs",
))  # fmt: skip
_SYNCHRONISED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "cloudstorage": "a cloud drive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
}
_ADVICE = (
    "Choose a folder on this computer's own disk; the shared database is what brings your work to others."
)


def check_folder(folder: Path, *, network: bool | None = None) -> None:
    """Raises WorkspaceProblem for a folder where SQLite files get damaged. `network` settles what is else looked up."""
    service = synchronised_by(folder)
    if service:
        raise WorkspaceProblem(
            f"{folder} is synchronised by {service}, which can damage a workspace. {_ADVICE}"
        )
    if on_network(folder) if network is None else network:
        raise WorkspaceProblem(
            f"{folder} lies on a network drive, where a workspace can be damaged. {_ADVICE}"
        )


def check_room(folder: Path, database_size: int, *, free: int | None = None) -> str:
    """Raises WorkspaceProblem when the disk is nearly full; returns a warning when it soon will be, else ""."""
    if free is None:
        free = shutil.disk_usage(folder).free
    needed = 2 * database_size + NEEDED
    if free < needed:
        raise WorkspaceProblem(
            f"Only {_size(free)} are free on the disk of {folder}; the workspace needs {_size(needed)}. Free some "
            "space and start again.",
            may_retry=True,
        )
    if free < COMFORTABLE:
        return f"Only {_size(free)} are free on the disk of {folder}."
    return ""


def free_words(folder: Path) -> str:
    """How much room its disk has."""
    return _size(shutil.disk_usage(folder).free)


def synchronised_by(folder: Path) -> str:
    """The service that copies this folder about, or ""."""
    for part in folder.absolute().parts:
        name = part.casefold()
        service = _SYNCHRONISED.get(name) or _SYNCHRONISED.get(name.split(" - ")[0].split(" (")[0])
        if service:
            return service
    for variable, service in (("OneDrive", "OneDrive"), ("OneDriveCommercial", "OneDrive")):
        root = os.environ.get(variable)
        if root and folder.absolute().is_relative_to(root):
            return service
    return ""


def on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        drive = folder.absolute().drive
        if drive.startswith("\\\\"):
            return True
        remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == remote)
    return file_system_of(folder).casefold() in _NETWORK


def file_system_of(folder: Path) -> str:
    """The type of file system that holds the folder, "" where the system does not tell."""
    mounts = Path("/proc/self/mounts")
    if mounts.exists():
        listed = [line.split(" ") for line in mounts.read_text(errors="replace").splitlines()]
        found = [(mount[1].replace("\\040", " "), mount[2]) for mount in listed if len(mount) > 2]
    else:
        import psutil

        found = [(part.mountpoint, part.fstype) for part in psutil.disk_partitions(all=True)]
    real = folder.resolve()
    holding = [(len(point), kind) for point, kind in found if real.is_relative_to(point)]
    return max(holding)[1] if holding else ""


def _size(count: int) -> str:
    if count >= 1024**3:
        return f"{count / 1024**3:.1f} GB"
    return f"{count // 1024**2:,} MB"
