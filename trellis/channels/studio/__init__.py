"""The studio: where a service designer writes, checks, tries, compares and publishes a service, in the browser."""
