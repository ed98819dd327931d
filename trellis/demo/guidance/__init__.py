"""The pages of Anyborough: what residents read beside the services, and an alert that is over."""
