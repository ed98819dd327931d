"""One lived-in month in Anyborough, told case by case and played by the real actions."""
