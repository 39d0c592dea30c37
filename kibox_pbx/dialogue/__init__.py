"""What the assistant says and does. Pure: awaits nothing, reads no clock, logs nothing."""
