"""What a client may be told as it happens: root fields of `Subscription`, one file a subject."""
