"""Who asks: in which role, and for which part of the programme."""

from enum import StrEnum

from msgspec import Struct

from graph.model.ids import ALIYUN, Uid


class Role(StrEnum):
    """What a caller is there for."""

    OPERATOR = "OPERATOR"
    PARTNER = "PARTNER"
    RISK = "RISK"
    VIEWER = "VIEWER"


EVERYTHING = (Role.OPERATOR, Role.RISK)
"""Roles that see the whole programme where no roots are named."""


class Viewer(Struct, frozen=True):
    """A caller as identity gives it: its name, its role, and the accounts it looks down from.

    Roots bound any role. An operator or a risk check without roots sees everything; a partner or
    a viewer without roots sees nothing. Whoever looks down from Aliyun sees everything.
    """

    name: str
    role: Role
    roots: tuple[Uid, ...] = ()

    @property
    def bounded(self) -> bool:
        """Whether there is anything that it may not see."""
        if ALIYUN in self.roots:
            return False
        return bool(self.roots) or self.role not in EVERYTHING


OPERATOR = Viewer("local", Role.OPERATOR)
"""Who works on the machine itself: commands, and a gateway on loopback without identity."""
