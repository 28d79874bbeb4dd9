// What was asked of the host and of the CA, and how it ended: names, times and codes, never what was sent or answered.
import * as z from 'zod/mini';
import { toAppError } from '../../shared/errors/app-error.ts';

export const traceEntrySchema = z.object({
  /** When it was asked, ISO 8601 UTC. */
  at: z.string(),
  side: z.enum(['host', 'ca']),
  /** Command of the protocol, or our own name of the CA's endpoint. */
  name: z.string(),
  /** The protocol's request id; towards the CA the order's, where one goes along. May be empty. */
  requestId: z.string(),
  durationMs: z.number(),
  /** `ok`, or the error's code. */
  outcome: z.string(),
});

export type TraceEntry = z.infer<typeof traceEntrySchema>;
export type RecordTrace = (entry: TraceEntry) => void;
type Asked = Pick<TraceEntry, 'side' | 'name' | 'requestId'>;

/** Does `action` and records how it ended. Its result or error is passed on as it is. */
export async function trace<T>(asked: Asked, record: RecordTrace, action: () => Promise<T>): Promise<T> {
  const startedAt = new Date();
  const end = (outcome: string) =>
    record({ ...asked, at: startedAt.toISOString(), durationMs: Date.now() - startedAt.getTime(), outcome });
  return action().then(
    (result) => {
      end('ok');
      return result;
    },
    (error: unknown) => {
      end(toAppError(error).code);
      throw error;
    },
  );
}
