// SPDX-License-Identifier: Apache-2.0
// Calls as HTTP/2 streams. Arguments: serve HOST PORT, which answers each after 60 ms; or ask HOST:PORT CALLS, which
// makes so many calls a second on one connection, at random times.
const http2 = require('node:http2');

const [mode, host, number] = process.argv.slice(2);

function serve() {
  const server = http2.createServer();
  server.on('stream', (stream) => setTimeout(() => {
    stream.respond({':status': 200});
    stream.end('ok\n');
  }, 60));
  server.listen(Number(number), host);
}

function ask() {
  const session = http2.connect('http://' + host);
  session.on('error', () => process.exit(1));
  const call = () => {
    session.request({':path': '/'}).resume().end();
    setTimeout(call, -Math.log(Math.random()) * 1000 / number);
  };
  call();
}

(mode === 'serve' ? serve : ask)();
