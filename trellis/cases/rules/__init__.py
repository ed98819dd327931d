"""What can be worked out about a case from what is given: no database, no clock, no network."""
