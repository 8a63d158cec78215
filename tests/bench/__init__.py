"""What the system costs, as ratios to a floor that is measured in the same run.

`python -m tests.bench` says how; DESIGN's targets stand in `tests/bench/targets.py`.
"""
