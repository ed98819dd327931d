"""A waste works system: jobs for crews, over REST."""
