// Stands between a test and a Windows program under wine: its own standard streams are that program's.
// node run-with-pipes.ts NODE_EXE PROGRAM ARGUMENTS… (WINEPREFIX and the like in the environment)
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const [nodeExe = '', ...program] = process.argv.slice(2);
const relay = fileURLToPath(new URL('relay.cjs', import.meta.url));

const server = createServer({ allowHalfOpen: true }, (socket) => {
  socket.once('data', (first) => {
    socket.pause();
    socket.once('end', () => socket.end());
    if (first.length > 1) socket.unshift(first.subarray(1));
    if (first.toString('latin1', 0, 1) === 'e') socket.pipe(process.stderr, { end: false });
    else {
      socket.pipe(process.stdout, { end: false });
      process.stdin.pipe(socket);
    }
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const child = spawn('wine', [nodeExe, relay, port, ...program], { stdio: 'ignore' });
  // Not before everything that it wrote has come through.
  child.on('exit', (code) => server.close(() => process.exit(code ?? 1)));
});
