"""What the services floor does again and again."""
