"""The shape of ``kibox.yaml``: every setting, its meaning, its unit and its default."""

from kibox_pbx.config.machine import Address, Ami, Models, Speech, Store, Telephone
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
)
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
from kibox_pbx.config.written import Words
from kibox_pbx.utterance import Language

__all__ = [
    "Address",
    "Ami",
    "Booking",
    "DaySpans",
    "Days",
    "Department",
    "Emergency",
    "Enquiry",
    "Form",
    "FormField",
    "Key",
    "Models",
    "OpenSpan",
    "OpenSpans",
    "Person",
    "Practice",
    "Section",
    "Service",
    "Settings",
    "Speech",
    "Spoken",
    "Store",
    "Telephone",
    "Weekday",
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
    emergency: Emergency = Emergency()
    telephone: Telephone
    speech: dict[Language, Speech] = {}
    models: Models = Models()
    store: Store
    phrases: dict[Language, dict[str, Words]] = {}
    """Sentences of the phrase book that this practice words differently."""
