"""What the benchmarks share: measuring programs, getting the peers, reporting."""
