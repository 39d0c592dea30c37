"""What the assistant can do for a caller, one file each."""
