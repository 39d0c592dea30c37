"""The privacy desk: the rights of those whose data are kept (Art. 7, 15 to 21 GDPR)."""
