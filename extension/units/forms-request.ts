// What the page of forms is asked for in its address: which form, for which unit, which 操作类型.
import { normaliseName } from '../../shared/normalise-name.ts';
import type { Unit } from '../settings/unit.ts';

export const formKinds = ['application', 'seal'] as const;
export type FormKind = (typeof formKinds)[number];

/** Boxes of 操作类型 on the 数字证书申请表, in the order of the paper. */
export const formOperations = ['apply', 'renew', 'reissue', 'unlock', 'other', 'change'] as const;
export type FormOperation = (typeof formOperations)[number];

export interface FormsRequest {
  readonly form: FormKind;
  /** Id of a known unit, or '' for an empty form. */
  readonly unitId: string;
  /** '' leaves all boxes empty. */
  readonly operation: FormOperation | '';
  /** 项目名称; '' when the unit's 参保区域 shall say it. */
  readonly projectName: string;
}

/** All that can be chosen on the page. */
export interface FormsChoice extends FormsRequest {
  /** What 其他 or 证书信息变更 means in detail. */
  readonly detail: string;
  /** 遵守《数字证书服务协议》. */
  readonly hasAgreed: boolean;
}

/** Address of the page of forms. Text longer than a form has room for is cut. */
export function formatFormsPath(request: Partial<FormsRequest> & { readonly unitName?: string }): string {
  const names = ['form', 'unitId', 'unitName', 'operation', 'projectName'] as const;
  const query = new URLSearchParams();
  for (const name of names) {
    const value = request[name];
    if (value) query.set(name, value.slice(0, 100));
  }
  return `/forms.html?${query}`;
}

/** Reads the address; what is unknown in it is left at its default. A single unit is chosen without asking. */
export function readFormsRequest(query: URLSearchParams, units: readonly Unit[]): FormsRequest {
  const [only] = units;
  const wanted = normaliseName(query.get('unitName') ?? '');
  const named = units.find(({ id, unitName }) => id === query.get('unitId') || normaliseName(unitName) === wanted);
  const unit = named ?? (units.length === 1 && !query.has('unitName') ? only : undefined);
  return {
    form: formKinds.find((kind) => kind === query.get('form')) ?? 'application',
    unitId: unit?.id ?? '',
    operation: formOperations.find((kind) => kind === query.get('operation')) ?? '',
    projectName: query.get('projectName') ?? '',
  };
}
