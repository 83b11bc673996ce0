// SPDX-License-Identifier: Apache-2.0
// An HTTP server of one event loop. Arguments: host, port, milliseconds of calculation for each request.
const http = require('node:http');

const [host, port, ms] = process.argv.slice(2);

function work() {
  const end = process.cpuUsage().user + ms * 1000;
  let sum = 0;
  while (process.cpuUsage().user < end) for (let i = 0; i < 1000; i++) sum += i;
  return sum;
}

http.createServer((request, response) => {
  work();
  response.end('ok\n');
}).listen(Number(port), host, 256);
