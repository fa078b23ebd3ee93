"""The timer looks under the lock whether it is still wanted."""
# expect: passed

import threading


class Alarm:
    def __init__(self):
        self.lock, self.wanted, self.rang = threading.Lock(), True, False
        self.timer = threading.Timer(1, self.ring)

    def ring(self):
        with self.lock:
            if self.wanted:
                self.rang = True

    def stop(self):
        with self.lock:
            self.wanted = False
            return self.rang

def test_never_after_stop():
    alarm = Alarm()
    alarm.timer.start()
    rang = alarm.stop()
    alarm.timer.join()
    assert alarm.rang == rang
