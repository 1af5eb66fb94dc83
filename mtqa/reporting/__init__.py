"""Results, written for people and for machines."""
