// A host of protocol 1 in memory, as strict as that one was: it knows its own commands and nothing else.
import { commandSchemas, commandVersions } from '../../../../shared/protocol/messages.ts';
import { createFakePort } from './fake-port.ts';

type Request = ReturnType<typeof createFakePort>['sent'][number];

/** @param answers results by command; what is not there is answered INTERNAL_ERROR */
export function createOldHost(answers: Readonly<Record<string, unknown>> = {}) {
  const fake = createFakePort();
  const { postMessage } = fake.port;
  const succeed = (id: string, result: unknown) => fake.deliver({ id, ok: true, result });
  const fail = (id: string, code: string, details: Record<string, string> = {}) =>
    fake.deliver({ id, ok: false, error: { code, details } });

  const answer = ({ id, command, params }: Request) => {
    const isOfVersion1 = Object.hasOwn(commandSchemas, command) && !Object.hasOwn(commandVersions, command);
    if (!isOfVersion1) return fail(id, 'COMMAND_UNKNOWN', { command });
    if (command !== 'hello') return command in answers ? succeed(id, answers[command]) : fail(id, 'INTERNAL_ERROR');
    const { protocolMin, protocolMax } = params as { protocolMin: number; protocolMax: number };
    if (protocolMin > 1) return fail(id, 'HOST_TOO_OLD', { hostVersion: '0.1.0' });
    const hostVersion = '0.1.0';
    const machine = { platform: 'linux', architecture: 'x64' };
    return succeed(id, { protocol: Math.min(protocolMax, 1), protocolMin: 1, protocolMax: 1, hostVersion, ...machine });
  };
  fake.port.postMessage = (message) => {
    postMessage(message);
    queueMicrotask(() => answer(message as Request));
  };
  return fake;
}
