# SPDX-License-Identifier: Apache-2.0
"""WebSockets. Arguments: serve host port | echo address:port | listen address:port.

serve   answers each message at once; a listener gets a message every quarter of a second, unasked
echo    a message, its answer, a pause
listen  only listens
"""
import asyncio
import sys

import websockets

PAUSE = 0.05


def path_of(connection):
    return connection.request.path if hasattr(connection, "request") else connection.path  # before version 13


async def handle(connection):
    if path_of(connection) == "/listen":
        while True:
            await connection.send("news")
            await asyncio.sleep(0.25)
    async for message in connection:
        await connection.send(message)


async def serve(host, port):
    async with websockets.serve(handle, host, int(port)):
        await asyncio.Future()


async def echo(host):
    async with websockets.connect(f"ws://{host}/echo") as connection:
        while True:
            await connection.send("hello")
            await connection.recv()
            await asyncio.sleep(PAUSE)


async def listen(host):
    async with websockets.connect(f"ws://{host}/listen") as connection:
        async for _ in connection:
            pass


asyncio.run({"serve": serve, "echo": echo, "listen": listen}[sys.argv[1]](*sys.argv[2:]))
