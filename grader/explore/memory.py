"""What the threads of a world do to what they share: accesses, their order, and the state reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.explore.containers import CONTENTS
from grader.explore.parts import LIBRARY_SITES, Access, Outcome, Recorder, VThread

if TYPE_CHECKING:
    from grader.explore.objects import Objects

_MASK = (1 << 64) - 1
_LAID_OPEN = object()


class Memory:
    """The part of ``world.World`` that is told of every access; what it uses of the rest is declared here."""

    promoted: set[int]
    races: set[tuple[int, int]]
    all_changes: bool
    free_threaded: bool
    recorder: Recorder | None
    threads: list[VThread]
    held: list[VThread]
    current: VThread
    objects: Objects
    exposed: dict[int, Any]
    outcome: Outcome | None
    aborting: bool
    opaque: int
    writes: int
    quiet_fires: int
    looks: int

    def point(self) -> bool:
        """As ``World.point``."""
        raise NotImplementedError

    def stop(self, kind: str) -> None:
        """As ``World.stop``."""
        raise NotImplementedError

    def state(self) -> int:
        """The state reached, up to the order of independent operations."""
        total = 0
        for thread in self.threads:
            total += thread.signature
        held = sum(thread.signature for thread in self.held)
        return hash((total & _MASK, self.current.signature, self.current.done, held, self.opaque))

    def wrote(self) -> None:
        """Something changed that another thread may see."""
        self.looks = 0
        self.locked()

    def locked(self) -> None:
        """A lock was taken, or given back by its holder: to do that again and again is no progress."""
        self.writes += 1
        self.current.writes += 1
        self.quiet_fires = 0

    def arrive(self, site: int) -> None:
        """Stop in front of the access at ``site``, if it is visible, before it is known what it is."""
        if site in self.promoted and not self.aborting:
            self.point()

    def access(self, obj: object, name: object, site: int, *, write: bool, arrived: bool = False) -> Any:
        """Note that the running thread is about to read or write ``name`` of ``obj``."""
        if self.aborting:
            return None
        if self.exposed and id(obj) in self.exposed:
            if self.exposed[id(obj)] is not _LAID_OPEN:
                return self._all_names(obj, site, write=write, arrived=arrived)
            self.look_inside()
        visible = site in self.promoted
        if visible and not arrived:
            self.point()
        me = self.current
        key = (id(obj), name)
        location = self.objects.locations.get(key) or self.objects.location(obj, key)
        races = location.unordered(me, write=write)
        if races:
            self.races.update((where, site) for where, _, _ in races)
        if self.all_changes:
            self.races.update((where, where) for where in location.changing(site, write=write))
        if visible:
            me.signature = hash((me.signature, write, location.write_signature))
        if write:
            location.written(me, site)
            me.data_writes += 1
            self.wrote()
        else:
            location.reads[me.number] = (me.clock[me.number], site)
        if self.recorder is None and not self.free_threaded:
            return None
        return self._told(key, site, races, write=write)

    def _told(self, key: Any, site: int, races: list[tuple[int, int, bool]], *, write: bool) -> Any:
        event = None
        if self.recorder is not None:
            event = self.recorder.event(self, "write" if write else "read", key, site)
        if races:
            self._tell_unordered(
                races[0], Access(self.current.name, site, write), harmless=key[1] == CONTENTS
            )
        return event

    def item(self, obj: object, index: object, site: int, *, write: bool) -> None:
        """Note an access to one item, where such accesses must be ordered: without the GIL."""
        try:
            key = (id(obj), ("item", hash(index)))
        except TypeError:  # a slice, or a key that the container will refuse
            return
        me = self.current
        location = self.objects.locations.get(key) or self.objects.location(obj, key)
        races = location.unordered(me, write=write)
        if write:
            location.written(me, site)
        else:
            location.reads[me.number] = (me.clock[me.number], site)
        if races:
            self._tell_unordered(races[0], Access(me.name, site, write), harmless=False)

    def _tell_unordered(self, first: tuple[int, int, bool], second: Access, *, harmless: bool) -> None:
        """Two accesses that nothing orders; ``harmless`` if CPython's own locks see to it, GIL or not."""
        site, thread, write = first
        if max(site, second.site) >= LIBRARY_SITES:
            return
        pair = (Access(self.threads[thread].name, site, write), second)
        if self.recorder is not None:
            self.recorder.unordered(pair)
        if self.free_threaded and not harmless and not self.aborting:
            self.outcome = self.outcome or Outcome("unordered", None, second.thread, unordered=pair)
            self.stop("unordered")

    def _all_names(self, space: Any, site: int, *, write: bool, arrived: bool) -> Any:
        """An access to a dict that is an object's name space is one to all its names."""
        if not arrived:
            self.arrive(site)
        event = None
        for name in [name for name in space if isinstance(name, str)]:
            event = self.access(self.exposed[id(space)], name, site, write=write, arrived=True)
        return event

    def is_name_space(self, space: dict[str, Any], owner: Any) -> None:
        """The program has its hands on the dict that holds the attributes, or globals, of ``owner``."""
        self.objects.ident(space)
        self.exposed[id(space)] = owner

    def owner_of_names(self, space: object) -> Any:
        """Whose name space ``space`` is; None if it is none."""
        owner = self.exposed.get(id(space))
        return None if owner is _LAID_OPEN else owner

    def note(self, operation: str, target: object) -> Any:
        """Tell the recorder, if there is one, of an operation of a primitive."""
        if self.recorder is not None:
            return self.recorder.event(self, operation, target, None)
        return None

    def lay_open(self, container: object) -> None:
        """The program has its hands on a primitive's own ``container``; what changes that makes no access."""
        self.objects.ident(container)
        self.exposed[id(container)] = _LAID_OPEN

    def look_inside(self) -> None:
        """A read of a primitive's own state, which depends on everything that happened so far."""
        self.point()
        self.opaque = hash((self.opaque, self.state()))
        self.current.signature = hash((self.current.signature, self.opaque))

    def look_for_the_dead(self) -> None:
        """A look at what is still alive: whatever the program did so far can decide it."""
        self.look_inside()
        self.objects.drop_the_dead()
