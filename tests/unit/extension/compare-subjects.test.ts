// Old and new data under the clerk's names.
import { beforeEach, describe, expect, it } from 'vitest';
import { compareSubjects, listFields } from '../../../extension/ui/parts/compare-subjects.ts';
import { newCertificate } from './support/flow-fakes.ts';
import { languages, useMessages } from './support/read-messages.ts';

const code = '91350100M000100Y43';
const old = {
  ...newCertificate,
  extensions: [
    { type: '1.2.156.10260.4.1.4', value: code },
    { type: '1.2.86.21.1.4', value: '50010203' },
    { type: '1.2.156.10260.4.1.5', value: '不在新证书的承诺里' },
  ],
  subject: [
    { type: 'C', value: 'CN' },
    { type: 'O', value: '旧名称' },
    { type: 'OU', value: '一部' },
    { type: 'OU', value: '二部' },
    { type: 'SERIALNUMBER', value: '50010203' },
  ],
};
const offered = {
  subject: [
    { type: 'C', value: 'CN' },
    { type: 'STREET', value: '金开大道160号' },
    { type: 'O', value: '新名称' },
    { type: 'OU', value: '一部' },
    { type: 'SERIALNUMBER', value: '50010203' },
  ],
  extensions: [
    { type: '1.2.156.10260.4.1.4', value: code },
    { type: '1.2.86.21.1.4', value: '50010204' },
    { type: '1.2.3.4', value: 'x' },
  ],
};

describe('compareSubjects', () => {
  beforeEach(() => useMessages());

  it('names each field and says what became of it', () => {
    const lines = compareSubjects(old, offered).map(({ label, before, after, state }) => [label, before, after, state]);
    expect(lines).toEqual([
      ['单位名称', '旧名称', '新名称', 'changed'],
      ['统一社会信用代码', code, code, 'same'],
      ['社保号', '50010203', '50010203', 'same'],
      ['社保号', '50010203', '50010204', 'changed'],
      ['部门／社保号', '一部', '一部', 'same'],
      ['部门／社保号', '二部', '', 'removed'],
      ['地址', '', '金开大道160号', 'added'],
      ['国家', 'CN', 'CN', 'same'],
      ['其他（1.2.3.4）', '', 'x', 'added'],
    ]);
  });

  it.each(languages)('leaves no field without a name (%s)', (language) => {
    useMessages(language);
    for (const { label } of compareSubjects(old, offered)) expect(label.trim()).not.toBe('');
  });

  it('lists what a certificate says, without its unit name twice', () => {
    const fields = listFields({ ...old, unitName: '旧名称' });
    expect(fields.map(({ label }) => label)).not.toContain('单位名称');
    expect(fields).toContainEqual({ label: '统一社会信用代码', value: code });
  });

  it('says once what a certificate says twice', () => {
    const twice = (name: string) => [
      { type: 'O', value: name },
      { type: 'CN', value: name },
      { type: 'OU', value: '50010203' },
      { type: 'SERIALNUMBER', value: '50010203' },
    ];
    const lines = compareSubjects({ ...old, subject: twice('旧') }, { subject: twice('新'), extensions: [] });
    expect(lines.map(({ label, state }) => [label, state])).toEqual([
      ['单位名称', 'changed'],
      ['社保号', 'same'],
    ]);
  });
});
