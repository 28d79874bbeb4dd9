// What is wrong with data from outside (a policy, an imported profile), as the path of the wrong field and the kind of fault.
import type * as z from 'zod/mini';

/** `missing`: a field that must be there; `unknown`: one that nobody knows; `type`: another kind of value; `value`: not a possible one. */
export type FaultKind = 'missing' | 'unknown' | 'type' | 'value';

export interface FieldFault {
  /** E.g. `pages[0].kind`; '' for the whole. */
  readonly path: string;
  readonly kind: FaultKind;
}

export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

function readAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    data,
  );
}

/** The first thing that is wrong with `data`, which failed with `error`. Never the value: it may be anything. */
export function describeIssue(error: z.core.$ZodError, data: unknown): FieldFault {
  const [issue] = error.issues;
  if (!issue) return { path: '', kind: 'value' };
  if (issue.code === 'unrecognized_keys') {
    return { path: formatPath([...issue.path, ...issue.keys.slice(0, 1)]), kind: 'unknown' };
  }
  const path = formatPath(issue.path);
  if (readAt(data, issue.path) === undefined) return { path, kind: 'missing' };
  return { path, kind: issue.code === 'invalid_type' ? 'type' : 'value' };
}
