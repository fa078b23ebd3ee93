"""The parent's side of a run: a private room, a worker in it, its process tree, its end.

``worker.Worker`` starts and ends one run; ``tree`` finds and kills processes, ``patience`` decides when
a check has hung, ``stacks`` shows where, ``output`` bounds what was printed, ``guard`` cleans up when the
parent itself was killed. What this stops is accidents and shortcuts, not an attacker.
"""
