"""What a submission really did: CPU seconds per process, calls in flight, the machine's capacity.

Child side and trusted: nothing here imports a submission. Structure is measured before speed, because
counts and CPU seconds mean the same on a loaded machine as on an idle one, and a wall clock does not.
"""

from grader.measure.inflight import InFlight, Rendezvous
from grader.measure.meter import Meter, become_subreaper, watch
from grader.measure.usage import Usage, Worker

__all__ = ["InFlight", "Meter", "Rendezvous", "Usage", "Worker", "become_subreaper", "watch"]
