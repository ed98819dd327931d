"""Benchmarks: each prints ratios to an anchor measured in turn in the same run. See docs/decisions/0015."""
