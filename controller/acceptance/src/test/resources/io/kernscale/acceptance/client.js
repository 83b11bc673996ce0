// SPDX-License-Identifier: Apache-2.0
// An HTTP client with a pool. Arguments: address:port, connections, pause in milliseconds between two requests of one.
const http = require('node:http');

const [host, connections, pause] = process.argv.slice(2);
const [hostname, port] = host.split(':');
const agent = new http.Agent({keepAlive: true, maxSockets: Number(connections)});

function ask() {
  http.get({hostname, port, agent}, (response) => {
    response.resume();
    response.on('end', () => setTimeout(ask, Number(pause)));
  }).on('error', () => setTimeout(ask, 200));
}

for (let i = 0; i < connections; i++) ask();
