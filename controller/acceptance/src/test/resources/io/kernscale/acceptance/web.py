# SPDX-License-Identifier: Apache-2.0
"""A thread-per-request HTTP/1.1 server. Arguments: host, port; and address:port of a server to watch by long polls.

/work?ms=N  calculates N milliseconds     /poll?seconds=N  answers after N seconds, as a long poll without news does
/sleep?ms=N answers after N milliseconds  /ask?at=HOST     asks http://HOST/work over a connection of its own
"""
import http.client
import http.server
import sys
import threading
import time
import urllib.parse

kept = threading.local()


def work(ms):
    end = time.thread_time() + ms / 1000
    while time.thread_time() < end:
        sum(range(200))


def ask(host):
    connection = getattr(kept, "connection", None)
    if connection is None:
        kept.connection = connection = http.client.HTTPConnection(host)
    connection.request("GET", "/work?ms=2")
    connection.getresponse().read()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 8192

    def do_GET(self):
        url = urllib.parse.urlparse(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/work":
            work(float(query.get("ms", 2)))
        elif url.path == "/sleep":
            time.sleep(float(query["ms"]) / 1000)
        elif url.path == "/poll":
            time.sleep(float(query["seconds"]))
        elif url.path == "/ask":
            ask(query["at"])
        self.send_response(200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"ok\n")

    def log_message(self, *words):
        pass


def watch(host):
    connection = http.client.HTTPConnection(host)
    while True:
        connection.request("GET", "/poll?seconds=3")
        connection.getresponse().read()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


for watched in sys.argv[3:]:
    threading.Thread(target=watch, args=[watched], daemon=True).start()
Server((sys.argv[1], int(sys.argv[2])), Handler).serve_forever()
