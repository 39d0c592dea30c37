"""What several hosts have in common: one appointment book, and the messages for the people."""
