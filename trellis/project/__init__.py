"""Django itself: settings, addresses, the server and the entry to the command line. Nothing else."""
