// Checks what the browser sent, without repeating any of it in the answer.
import * as z from 'zod/mini';
import { AppError } from '../shared/errors/app-error.ts';

/** `value` as the schema has it. @throws AppError REQUEST_MALFORMED with the path and kind of the first fault, never the value: it might be a PIN */
export function checkParams<T extends z.core.$ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = z.safeParse(schema, value ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('REQUEST_MALFORMED', {
    reason: `${issue?.path.join('.') || '(root)'}: ${issue?.code ?? 'invalid'}`,
  });
}
