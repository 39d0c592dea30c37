"""``kibox bench``: how long callers wait on this machine, and how many calls it holds."""
