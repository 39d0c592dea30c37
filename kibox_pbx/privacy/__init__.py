"""What may be kept, said and shown, and until when. Pure."""
