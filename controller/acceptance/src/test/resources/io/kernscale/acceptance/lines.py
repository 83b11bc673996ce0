# SPDX-License-Identifier: Apache-2.0
"""Lines of a log, which nobody answers. Arguments: serve host port | send address:port, a line every 20 ms."""
import socket
import socketserver
import sys
import time


class Sink(socketserver.StreamRequestHandler):
    def handle(self):
        for _ in self.rfile:
            pass


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def serve(host, port):
    Server((host, int(port)), Sink).serve_forever()


def send(host):
    address, port = host.rsplit(":", 1)
    connection = socket.create_connection((address, int(port)))
    while True:
        connection.sendall(b"something has happened\n")
        time.sleep(0.02)


{"serve": serve, "send": send}[sys.argv[1]](*sys.argv[2:])
