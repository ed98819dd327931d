"""A place to try Trellis in: Anyborough, its county and a charity. Everything and everybody in it is invented."""
