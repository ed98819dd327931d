"""A highways system by Open311 (GeoReport v2): reports of what is wrong in a street."""
