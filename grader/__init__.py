"""The judge of the concurrency katas: correctness, schedules, benchmark; a verdict and why."""
