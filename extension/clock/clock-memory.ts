// What is remembered of time: kept in the reminder book, judged in judge-clock.ts.
import * as z from 'zod/mini';

export const clockMemorySchema = z.object({
  /** The latest time that was believed, ISO 8601 UTC. */
  latestAt: z.nullable(z.iso.datetime()),
  /** The portal's clock minus ours, and when that was measured by ours. */
  portal: z.nullable(z.object({ offsetMs: z.number(), measuredAt: z.iso.datetime() })),
});

export type ClockMemory = z.infer<typeof clockMemorySchema>;
