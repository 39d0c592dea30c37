"""Nothing leaves the machine: a wall inside Python, and a watch that sees all packets."""
