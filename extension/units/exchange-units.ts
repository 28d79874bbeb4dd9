// Export and import of unit profiles as one JSON file: validated whole before anything is taken over.
import * as z from 'zod/mini';
import { describeIssue, formatPath } from '../settings/describe-issue.ts';
import { type Unit, type UnitFieldName, unitSchema } from '../settings/unit.ts';
import { checkUnit } from './check-unit.ts';

const format = 'shebao-assistant-units';
const version = 1;
const maxTextLength = 2_000_000;

const fileSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  exportedAt: z.string().check(z.maxLength(40)),
  units: z.array(unitSchema).check(z.maxLength(1000)),
});

export type UnitsFile =
  | { readonly units: readonly Unit[] }
  /** Where the first wrong thing stands, e.g. `units[1].creditCode`; '' when the file is no JSON at all. */
  | { readonly wrongPath: string };

export function formatUnitsFile(units: readonly Unit[], now: Date): string {
  return `${JSON.stringify({ format, version, exportedAt: now.toISOString(), units }, null, 2)}\n`;
}

/** Reads an exported file. Every value must pass the same checks as one that is typed. */
export function parseUnitsFile(text: string): UnitsFile {
  let json: unknown;
  try {
    if (text.length > maxTextLength) return { wrongPath: '' };
    // Windows' editors put a byte order mark in front.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { wrongPath: '' };
  }
  const file = fileSchema.safeParse(json);
  if (!file.success) {
    return { wrongPath: describeIssue(file.error, json).path };
  }
  const units: Unit[] = [];
  const ids = new Set<string>();
  for (const [index, typed] of file.data.units.entries()) {
    const { unit, errors } = checkUnit(typed);
    const [wrongField] = Object.keys(errors);
    if (wrongField !== undefined) return { wrongPath: formatPath(['units', index, wrongField]) };
    if (ids.has(unit.id)) return { wrongPath: formatPath(['units', index, 'id']) };
    ids.add(unit.id);
    units.push(unit);
  }
  return { units };
}

export interface ImportPlan {
  readonly added: readonly Unit[];
  readonly changed: readonly { readonly unit: Unit; readonly fields: readonly UnitFieldName[] }[];
  readonly same: readonly Unit[];
}

/** What an import would do. A unit is the same one by its id, or by its 统一社会信用代码: then it keeps our id. */
export function planImport(known: readonly Unit[], incoming: readonly Unit[]): ImportPlan {
  const plan = { added: [] as Unit[], changed: [] as { unit: Unit; fields: UnitFieldName[] }[], same: [] as Unit[] };
  for (const unit of incoming) {
    const before =
      known.find(({ id }) => id === unit.id) ??
      known.find(({ creditCode }) => creditCode !== '' && creditCode === unit.creditCode);
    if (!before) {
      plan.added.push(unit);
      continue;
    }
    const fields = (Object.keys(unit) as (keyof Unit)[]).filter(
      (field): field is UnitFieldName => field !== 'id' && unit[field] !== before[field],
    );
    if (fields.length === 0) plan.same.push(unit);
    else plan.changed.push({ unit: { ...unit, id: before.id }, fields });
  }
  return plan;
}
