"""Every setting of the gateway: one field each, read from a file, the environment and options.

The field is the one place that knows a setting's name, type, limits, default and meaning; the
options of the command line, their help and the table of docs/running.md follow it. One file a
subject; each adds its settings to those of the one before (a Struct takes one base only).
"""

from gateway.settings.kinds import SettingInvalid
from gateway.settings.layers import Source, variable
from gateway.settings.reading import Setting, Settings, secrets, sources, table

__all__ = [
    "Setting",
    "SettingInvalid",
    "Settings",
    "Source",
    "secrets",
    "sources",
    "table",
    "variable",
]
