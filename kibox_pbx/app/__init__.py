"""Put the receptionist together: only here it is known which class stands behind which port."""

from kibox_pbx.app.engines import Engines, engines
from kibox_pbx.app.serving import Service, service

__all__ = ["Engines", "Service", "engines", "service"]
