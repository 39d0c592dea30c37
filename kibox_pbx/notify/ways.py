"""Every way of telling that the settings name, ready to be used."""

from typing import Protocol

from kibox_pbx.config.settings import Settings
from kibox_pbx.notify.mail import Mail
from kibox_pbx.notify.mqtt import Mqtt
from kibox_pbx.notify.webhook import Webhook
from kibox_pbx.storage.outbox import Notification


class Way(Protocol):
    """Tells one peer."""

    def send(self, told: Notification) -> None:
        """Tell it; blocks for some seconds at most.

        Raises:
            UndeliveredError: It did not take it.
        """
        ...


def ways(settings: Settings) -> dict[str, Way]:
    """Return them by the peer's name in the settings.

    Raises:
        ConfigError: A file that is named cannot be read.
    """
    notify, found = settings.notify, dict[str, Way]()
    if notify.email:
        found["email"] = Mail(settings, notify.email)
    if notify.mqtt:
        found["mqtt"] = Mqtt(notify.mqtt)
    if notify.webhook:
        found["webhook"] = Webhook(notify.webhook)
    return found
