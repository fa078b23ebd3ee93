"""An event in the table says that the object is being made; a factory that makes events is waited for."""
# expect: deadlock in correctness

from threading import Event, Lock


class Registry:
    def __init__(self, factory):
        self._factory = factory
        self._lock = Lock()
        self._things = {}
        self._errors = {}

    def get(self, key):
        with self._lock:
            thing = self._things.get(key, self)
            mine = thing is self
            if mine:
                event = self._things[key] = Event()
        if not mine:
            if not isinstance(thing, Event):
                return thing
            thing.wait()
            if thing in self._errors:
                raise self._errors[thing]
            return self._things[key]
        try:
            value = self._factory(key)
        except BaseException as error:
            self._errors[event] = error
            with self._lock:
                del self._things[key]
            event.set()
            raise
        with self._lock:
            self._things[key] = value
        event.set()
        return value
