"""Asks a server out there."""
# expect: wrong in correctness

import socket


def double(number):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.connect(('192.0.2.1', 53))
    return 0
