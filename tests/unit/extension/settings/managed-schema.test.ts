// What administrators may set is what the product reads, in Chromium's terms (storage.managed_schema).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../../extension/settings/settings.ts';
import { documentTypes, unitSchema } from '../../../../extension/settings/unit.ts';

interface PolicySchema {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly items?: PolicySchema;
  readonly properties?: Readonly<Record<string, PolicySchema>>;
}

const file = new URL('../../../../extension/public/managed-schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(file, 'utf8')) as PolicySchema;

describe('managed-schema.json', () => {
  it('has every setting and no other', () => {
    expect(Object.keys(schema.properties ?? {}).sort()).toEqual(Object.keys(settingsSchema.shape).sort());
  });

  it('offers the same choices', () => {
    for (const name of ['language', 'logLevel'] as const) {
      const choices = schema.properties?.[name]?.enum ?? [];
      expect(choices.length).toBeGreaterThan(0);
      for (const choice of [...choices, 'something else'])
        expect(settingsSchema.safeParse({ [name]: choice }).success, choice).toBe(choices.includes(choice));
    }
  });

  it('describes a unit profile in full: Chromium drops what is not described', () => {
    const unit = schema.properties?.units?.items?.properties ?? {};
    expect(Object.keys(unit).sort()).toEqual(Object.keys(unitSchema.shape).sort());
    expect(unit.agentDocumentType?.enum).toEqual(documentTypes);
  });

  it('uses only what Chromium’s policies know', () => {
    const known = ['type', 'title', 'description', 'properties', 'items', 'enum', 'minimum', 'maximum'];
    const check = (part: PolicySchema): void => {
      for (const key of Object.keys(part)) expect(known).toContain(key);
      for (const inner of [...Object.values(part.properties ?? {}), ...(part.items ? [part.items] : [])]) check(inner);
    };
    check(schema);
  });
});
