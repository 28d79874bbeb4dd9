// A wrong field of a policy or an imported profile, in words and as its path.

import { type MessageKey, translate } from '../../base/i18n.ts';
import type { FaultKind, FieldFault } from '../../settings/describe-issue.ts';
import { nameField } from './field-words.ts';

const faultWords: Readonly<Record<FaultKind, MessageKey>> = {
  missing: 'fault_missing',
  unknown: 'fault_unknown',
  type: 'fault_type',
  value: 'fault_value',
};

export function FaultText({ path, kind }: FieldFault) {
  const name = nameField(path);
  return (
    <p>
      {path === '' ? translate('fault_whole') : translate(faultWords[kind], name || path)}
      {path !== '' && (
        <>
          {' '}
          <code data-testid="wrong-path">{path}</code>
        </>
      )}
    </p>
  );
}
