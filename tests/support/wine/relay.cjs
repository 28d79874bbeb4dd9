// Runs under wine: starts a Windows program with pipes of its own and carries them over sockets, because wine's programs cannot
// use the pipes of a Unix parent as their standard streams.
// node.exe relay.cjs PORT PROGRAM ARGUMENTS…
const { spawn } = require('node:child_process');
const { connect } = require('node:net');

const [port, program, ...args] = process.argv.slice(2);
const open = () => connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
const streams = open();
const errors = open();
// Each says which it is by its first byte.
streams.write('s');
errors.write('e');
const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
child.stdin.on('error', () => undefined);
streams.pipe(child.stdin);
child.stdout.pipe(streams);
child.stderr.pipe(errors);
child.on('error', (error) => errors.end(String(error)));
child.on('close', (code) => {
  process.exitCode = code ?? 1;
  streams.destroySoon();
  errors.destroySoon();
});
