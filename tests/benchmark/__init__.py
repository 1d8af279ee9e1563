"""The benchmark: `make bench` runs peers and digitize on the same files and writes docs/BENCHMARKS.md."""
