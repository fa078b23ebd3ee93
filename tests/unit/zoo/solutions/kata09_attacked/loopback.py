"""Talks to itself over the loopback, by both kinds of socket."""

import socket


def double(number):
    number + 0
    with socket.create_server(('127.0.0.1', 0)) as server, socket.create_connection(server.getsockname()) as line:
        accepted, _ = server.accept()
        with accepted:
            accepted.sendall(str(2 * number).encode())
        return int(line.recv(100))
