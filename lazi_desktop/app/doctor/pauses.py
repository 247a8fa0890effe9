"""The check of the pauses that the settings ask for: whether this computer tells what they depend on."""

from __future__ import annotations

from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.telling import Teller
from lazi_desktop.app.surroundings import MachineSurroundings, not_known

PAUSES = {"pauses": "Pauses"}

_MEND = (
    "On Linux, NetworkManager knows what a network costs. Where nothing knows it, switch that pause off in the"
    " settings."
)


def look_at_pauses(patient: Patient, tell: Teller) -> None:
    if patient.settings is None:
        tell.skip("The settings come first.")
        return
    sync = patient.settings.sync
    unknown = not_known(sync, MachineSurroundings())
    if unknown:
        tell.warn("pauses", " ".join(unknown), _MEND)
    elif sync.pause_on_battery or sync.pause_on_metered:
        tell.ok("pauses", "This computer tells what the pauses of the settings depend on.")
    else:
        tell.skip("Nothing is to pause on battery or on a metered network.")
