"""Every setting of the gateway: one field each, read from the environment and the command line.

The field is the one place that knows a setting's name, type, limits, default and meaning; the
options of the command line, their help and the table of docs/running.md follow it. One file a
subject; each adds its settings to those of the one before (a Struct takes one base only).
"""

from gateway.settings.reading import Setting, SettingInvalid, Settings, table, variable

__all__ = ["Setting", "SettingInvalid", "Settings", "table", "variable"]
