"""`lazi-desktop audit verify`: the whole chain from its first link, and that it goes on from where it was last seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lazi_desktop.app.audit_witness import Witness, read_witness, witness_file, write_witness
from lazi_desktop.app.by_itself import local_zone
from lazi_desktop.app.exit_codes import DONE, FAILED
from lazi_desktop.app.headless import run_command
from lazi_desktop.app.output import TerminalProgress, print_json
from lazi_desktop.app.session import Session
from lazi_desktop.ports.engine import Progress
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_audit import BrokenLink, CheckedLot


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """`broken`: where the chain does not hold. `missing`: what was seen here once and is not there any more."""

    tenant: str
    environment: str
    links: int
    lines: int
    broken: BrokenLink | None = None
    missing: Witness | None = None

    @property
    def holds(self) -> bool:
        return self.broken is None and self.missing is None


def run_verify(config: Path | None, *, accept: bool, as_json: bool) -> int:
    async def work(session: Session) -> Verified:
        hub = await session.open_hub()
        try:
            return await _verify(session, hub, accept=accept, quiet=as_json)
        finally:
            await hub.close()

    def show(found: Verified) -> int:
        if as_json:
            print_json(
                "audit verify",
                tenant=found.tenant,
                environment=found.environment,
                holds=found.holds,
                links=found.links,
                lines=found.lines,
                broken=found.broken,
                missing=found.missing,
            )
        else:
            print(verified_text(found))
        return DONE if found.holds else FAILED

    return run_command("audit verify", config, work, show, as_json=as_json)


async def _verify(session: Session, hub: Hub, *, accept: bool, quiet: bool) -> Verified:
    lot = await _checked(hub, quiet=quiet)
    file = witness_file(session.places.folder, session.tenant_id)
    witness = read_witness(file)
    missing = None
    if witness is not None and not accept and witness.link:
        digest = await hub.audit_hash(witness.link)
        missing = witness if digest is None or digest.hex() != witness.hash else None
    if lot.broken is None and missing is None:
        write_witness(file, lot.link, lot.hash)
    return Verified(
        tenant=session.tenant,
        environment=session.environment,
        links=lot.link,
        lines=lot.line,
        broken=lot.broken,
        missing=missing,
    )


async def _checked(hub: Hub, *, quiet: bool) -> CheckedLot:
    """Up to the end, or to the lot with the first link that does not hold."""
    with TerminalProgress(quiet=quiet) as bar:
        after = 0
        while True:
            lot = await hub.check_audit(after)
            bar.tell(Progress("audit log", "", lot.line, max(lot.lines, lot.line)))
            if lot.broken is not None or lot.at_end:
                return lot
            after = lot.link


def verified_text(found: Verified) -> str:
    said = [f"The log of {found.tenant} ({found.environment})"]
    if found.holds:
        return f"{said[0]} is whole: {found.lines:,} lines in {found.links:,} steps, each follows from the one before."
    said = [f"{said[0]} is NOT as it was written."]
    if found.broken is not None:
        said += _broken_text(found.broken)
    if found.missing is not None:
        said.append(
            f"Step {found.missing.link:,}, seen here on {_local(found.missing.at)}, is gone or another one: the log was"
            " rewritten or cut off, or a backup was brought back. If it was a backup: lazi-desktop audit verify"
            " --accept"
        )
    return "\n".join(said)


def _broken_text(broken: BrokenLink) -> list[str]:
    first, last = broken.first_line, broken.last_line
    said = [f"The first step that does not hold is {broken.link:,}. What comes before it holds."]
    if first is not None and last is not None:
        lines = f"line {first:,}" if first == last else f"lines {first:,} to {last:,}"
        there = "all there" if broken.found == last - first + 1 else f"{broken.found:,} there"
        said.append(f"It is about {lines}: {last - first + 1:,} by its numbers, {there}.")
    if broken.first_at is not None and broken.last_at is not None:
        first_at, last_at = _local(broken.first_at), _local(broken.last_at)
        when = f"on {first_at}" if first_at == last_at else f"between {first_at} and {last_at}"
        said.append(f"They say that they were written {when}.")
    return said


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(local_zone()):%Y-%m-%d %H:%M}"
