"""``kibox soak``: hours of calls on this machine, and whether anything grows meanwhile."""
