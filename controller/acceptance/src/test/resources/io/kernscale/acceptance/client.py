# SPDX-License-Identifier: Apache-2.0
"""HTTP clients. Arguments: mode, address:port, path, connections, pause in milliseconds.

keep      a request, its answer, a pause; each connection is kept
short     the same, each request on a connection of its own
pipeline  requests at random times, a pause apart on average, whether the one before was answered or not
batch     eight requests at once, then their eight answers, then a pause
"""
import http.client
import random
import socket
import sys
import threading
import time

mode, host, path, connections, pause = sys.argv[1:6]
pause = float(pause) / 1000


def keep():
    connection = http.client.HTTPConnection(host)
    while True:
        connection.request("GET", path)
        connection.getresponse().read()
        time.sleep(pause)


def short():
    while True:
        connection = http.client.HTTPConnection(host)
        connection.request("GET", path)
        connection.getresponse().read()
        connection.close()
        time.sleep(pause)


def connect():
    address, port = host.rsplit(":", 1)
    connection = socket.create_connection((address, int(port)))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


REQUEST = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


def pipeline():
    connection = connect()
    threading.Thread(target=drain, args=[connection], daemon=True).start()
    while True:
        connection.sendall(REQUEST)
        time.sleep(random.expovariate(1 / pause))


def drain(connection):
    while connection.recv(65536):
        pass


def batch():
    connection = connect()
    while True:
        connection.sendall(REQUEST * 8)
        answers = b""
        while answers.count(b"HTTP/1.1 200") < 8 or not answers.endswith(b"\n"):
            answers += connection.recv(65536)
        time.sleep(pause)


def forever():
    while True:
        try:
            globals()[mode]()
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)  # whoever is asked is away


for _ in range(int(connections)):
    threading.Thread(target=forever).start()
