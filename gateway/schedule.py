"""The schedule of service fees that is configured: read and checked once, when a process starts."""

from pathlib import Path

from gateway.settings import SettingInvalid, Settings, variable
from graph.rules.fees import Schedule, ScheduleInvalid, read, sample


def fee_schedule(settings: Settings) -> Schedule:
    """The schedule in the file of the settings, else the sample that is shipped (R30, MR 5.1.3).

    Raises SettingInvalid when there is no such file, or what stands in it is no schedule.
    """
    if settings.fee_schedule is None:
        return sample()
    try:
        return read(Path(settings.fee_schedule).read_bytes(), settings.fee_schedule)
    except OSError as error:
        raise SettingInvalid(
            f"expected a file with the schedule of service fees at {settings.fee_schedule}, "
            f"but: {error.strerror}; correct {variable('fee_schedule')}"
        ) from error
    except ScheduleInvalid as wrong:
        raise SettingInvalid(f"{wrong}; mend it, or correct {variable('fee_schedule')}") from wrong
