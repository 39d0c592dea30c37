"""The whole thing on one machine: our own Asterisk, the service, and a caller who rings."""
