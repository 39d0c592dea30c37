"""`kibox doctor`: facts are gathered first, and then judged, a line for each thing."""
