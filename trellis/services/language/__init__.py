"""The service language: a service described once, from its users' needs, in a file that reads aloud.

Nothing in this package imports Django: `trellis check` starts in a blink, and every channel shares one evaluator.
"""
