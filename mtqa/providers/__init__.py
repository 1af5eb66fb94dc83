"""Who can find faults."""
