"""The plain-text interview: the same service, asked and answered in a terminal."""
