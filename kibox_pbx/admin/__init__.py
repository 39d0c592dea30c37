"""What the command line and the web pages both call."""
