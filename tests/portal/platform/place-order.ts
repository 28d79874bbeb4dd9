// Takes an order through all steps up to review without any page, for tests that begin after that.
import type { Unit } from '../ca/unit.ts';
import {
  agree,
  beginApplication,
  enterForm,
  type StepOutcome,
  submitApplication,
  uploadMaterials,
} from './applications.ts';
import type { PlatformDesk } from './platform-desk.ts';
import type { Application } from './platform-records.ts';
import type { UploadedFile } from './store-material.ts';
import { type BusinessKind, businessWords } from './words/business-kinds.ts';
import { type MaterialCode, materialCodes } from './words/materials.ts';
import { findInsuranceProject } from './words/projects.ts';

export interface PlacedOrder {
  /** An account that exists. */
  readonly phone: string;
  readonly kind: BusinessKind;
  /** What the form says; for a change, what the new certificate will say. */
  readonly unit: Unit;
  /** Needed where 社保号 and code do not tell the U盾. */
  readonly chipNumber?: string;
  readonly agentName?: string;
  readonly agentPhone?: string;
}

/** One white pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
);

function insist(outcome: StepOutcome): Application {
  if ('refusal' in outcome) throw new Error(outcome.refusal);
  return outcome.application;
}

/** The order as it waits for review (资料待审核). Throws with the platform's words when a step is refused. */
export async function placeOrder(desk: PlatformDesk, order: PlacedOrder): Promise<Application> {
  const { phone, kind, unit, chipNumber, agentName = '李华', agentPhone = phone } = order;
  const project = findInsuranceProject();
  if (!desk.records.accounts.get(phone) || !project) throw new Error(`there is no account ${phone}`);
  const start = businessWords[kind].isForToken ? { tokenKind: '1' } : {};
  const { orderNo } = await beginApplication(desk, { kind, phone, project, ...start });
  const form = {
    certificateUnitName: unit.unitName,
    socialInsuranceNumber: unit.socialInsuranceNumber,
    unitName: unit.unitName,
    creditCode: unit.creditCode,
    legalPersonName: '张明',
    legalPersonIdNumber: '11010519491231002X',
    contactPhone: '13800000001',
    officePhone: '023-67000000',
    agentName,
    agentIdNumber: '11010519491231002X',
    agentPhone,
    agentEmail: 'agent@example.com',
    postalAddress: '重庆市渝北区金开大道160号',
    ...(chipNumber === undefined ? {} : { chipNumber }),
    ...(unit.address === undefined ? {} : { unitAddress: unit.address }),
  };
  insist(await enterForm(desk, orderNo, form));
  insist(await agree(desk, orderNo, true));
  const files: Partial<Record<MaterialCode, UploadedFile>> = {};
  for (const code of materialCodes) files[code] = { fileName: `${code}.png`, content: picture };
  insist(await uploadMaterials(desk, orderNo, files));
  return insist(await submitApplication(desk, orderNo));
}
