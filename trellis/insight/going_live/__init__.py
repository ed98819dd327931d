"""The go-live pack: what a service has to show before it is opened, made from what the platform knows."""
