"""What pages show, worked out as plain values from a snapshot: no query, no HTML."""
