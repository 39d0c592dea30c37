"""What there is to type and to set, told from the code itself: pages, man pages, completion."""
