"""The shape of ``kibox.yaml``: every setting, its meaning, its unit and its default."""

from kibox_pbx.config.calendar_sync import (
    CalendarServer,
    CalendarSync,
    PersonsCalendar,
    Shown,
)
from kibox_pbx.config.elsewhere import Elsewhere, LlamaServer, WyomingServer
from kibox_pbx.config.machine import (
    Address,
    Ami,
    Backups,
    Media,
    Models,
    Speech,
    Store,
    Telephone,
    Web,
)
from kibox_pbx.config.notify import Notify
from kibox_pbx.config.office import (
    Booking,
    Department,
    Emergency,
    Enquiry,
    Form,
    FormField,
    Person,
    Practice,
    Service,
    Wish,
)
from kibox_pbx.config.privacy import Privacy, Responsible, Retention
from kibox_pbx.config.section import (
    Days,
    DaySpans,
    Key,
    OpenSpan,
    OpenSpans,
    Section,
    Spoken,
    Weekday,
)
from kibox_pbx.config.shared import Shared
from kibox_pbx.config.written import IpAddresses, Words
from kibox_pbx.utterance import Language

__all__ = [
    "Address",
    "Ami",
    "Backups",
    "Booking",
    "CalendarServer",
    "CalendarSync",
    "DaySpans",
    "Days",
    "Department",
    "Elsewhere",
    "Emergency",
    "Enquiry",
    "Form",
    "FormField",
    "Key",
    "LlamaServer",
    "Media",
    "Models",
    "Notify",
    "OpenSpan",
    "OpenSpans",
    "Person",
    "PersonsCalendar",
    "Practice",
    "Privacy",
    "Responsible",
    "Retention",
    "Section",
    "Service",
    "Settings",
    "Shared",
    "Shown",
    "Speech",
    "Spoken",
    "Store",
    "Telephone",
    "Web",
    "Weekday",
    "Wish",
    "WyomingServer",
]


class Settings(Section):
    """Everything ``kibox.yaml`` can say."""

    practice: Practice
    hours: dict[Weekday, OpenSpans]
    """Opening hours; a day that is left out is closed."""

    people: dict[Key, Person]
    services: dict[Key, Service]
    departments: dict[Key, Department]
    booking: Booking = Booking()
    enquiries: dict[Key, Enquiry] = {}
    """What callers are told; opening hours are answered without an entry."""

    forms: dict[Key, Form] = {}
    wishes: dict[Wish, Spoken] = {}
    """How callers of this office put a wish, where they are not understood: whole sentences."""

    emergency: Emergency = Emergency()
    telephone: Telephone
    speech: dict[Language, Speech] = {}
    models: Models = Models()
    store: Store
    shared: Shared | None = None
    """Left out: this is the only host."""

    calendar_sync: CalendarSync = CalendarSync()
    peers: IpAddresses = ()
    """Addresses of other machines in the house that kibox may talk to; none beside these."""

    notify: Notify = Notify()
    privacy: Privacy = Privacy()
    web: Web | None = None
    """Left out: there are no pages."""

    phrases: dict[Language, dict[str, Words]] = {}
    """Sentences of the phrase book that this practice words differently."""

    @property
    def engines_elsewhere(self) -> dict[str, Elsewhere]:
        """Return the servers of other hosts that hear, speak or think, by their settings."""
        named: dict[str, Elsewhere | None] = {}
        for language in self.practice.languages:
            speech = self.speech.get(language, Speech())
            named[f"speech.{language}.hear_at"] = speech.hear_at
            named[f"speech.{language}.speak_at"] = speech.speak_at
        named["models.at"] = self.models.at
        return {setting: server for setting, server in named.items() if server is not None}

    @property
    def reached(self) -> tuple[str, ...]:
        """Return whom the service may reach beside this machine, for the guard."""
        engines = (server.address for server in self.engines_elsewhere.values())
        shared = (self.shared.address,) if self.shared else ()
        return (*map(str, self.peers), *self.notify.addresses, *engines, *shared)
