"""Put the receptionist together: only here it is known which class stands behind which port."""

from kibox_pbx.app.serving import Service, service

__all__ = ["Service", "service"]
