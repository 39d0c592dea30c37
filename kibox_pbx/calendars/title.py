"""What an appointment is called where others see it, too. Pure."""

from kibox_pbx.config.settings import Settings, Shown

OUR_TITLE = "kibox"


def entry_title(settings: Settings, person: str, service: str, name: str) -> str:
    """Return what an entry says, as far as the settings let it.

    Args:
        settings: The practice's.
        person: Whose calendar it is.
        service: Key of what is booked; empty: it is restricted.
        name: For whom.
    """
    calendar = settings.calendar_sync.people.get(person)
    shown = calendar.show if calendar else Shown.BUSY
    known = settings.services.get(service)
    if shown is Shown.BUSY or not service:
        return OUR_TITLE
    what = known.names.name(settings.practice.languages[0]) if known else service
    return f"{name}, {what}" if shown is Shown.NAME and name else what
