"""What the rules are worth and what they cost, measured."""
