// 数字证书申请表: attachment 1 of the manual as one A4 sheet. An official paper, so its words are Chinese in every language.
import type { ComponentChildren } from 'preact';
import type { Unit } from '../../settings/unit.ts';
import type { FormOperation } from '../../units/forms-request.ts';
import { useSheetFit } from './use-sheet-fit.ts';

interface Props {
  readonly unit: Unit;
  readonly operation: FormOperation | '';
  /** What 其他 or 证书信息变更 means in detail. */
  readonly detail: string;
  readonly projectName: string;
  readonly hasAgreed: boolean;
}

function Box({ isTicked, children }: { isTicked: boolean; children: ComponentChildren }) {
  return (
    <span class="tick" data-ticked={isTicked}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <rect x="1" y="1" width="14" height="14" />
        {isTicked && <path d="m3.5 8 3.2 3.6 6-7.6" />}
      </svg>
      {isTicked && <span class="visually-hidden">已勾选 </span>}
      {children}
    </span>
  );
}

const simpleOperations: readonly (readonly [FormOperation, string])[] = [
  ['apply', '证书申请'],
  ['renew', '证书更新'],
  ['reissue', '证书补办'],
  ['unlock', 'PIN码解锁'],
];

function Group({ rows, children }: { rows: number; children: string }) {
  return (
    <th scope="rowgroup" rowSpan={rows} class="group">
      *{children}
    </th>
  );
}

function Item({ label, value, span = 1, field }: { label: string; value: string; span?: number; field: string }) {
  return (
    <>
      <th scope="row">{label}</th>
      <td colSpan={span} data-field={field}>
        {value}
      </td>
    </>
  );
}

function Proof({ label, value, field }: { label: string; value: string; field: string }) {
  return (
    <tr>
      <th scope="row" colSpan={2}>
        {label}
      </th>
      <td colSpan={2} class="digits" data-field={field}>
        {value}
      </td>
    </tr>
  );
}

export function ApplicationForm({ unit, operation, detail, projectName, hasAgreed }: Props) {
  const sheet = useSheetFit();
  return (
    <article
      ref={sheet}
      class="sheet application"
      lang="zh-CN"
      data-testid="application-form"
      aria-labelledby="sheet-title"
    >
      <h2 id="sheet-title">数字证书申请表</h2>
      <table>
        <caption>以下内容请申请者务必准确如实填写，带 * 为必填项</caption>
        <colgroup>
          <col class="col-group" />
          <col class="col-label" />
          <col />
          <col class="col-label" />
          <col />
        </colgroup>
        <tbody>
          <tr>
            <Group rows={3}>单位信息</Group>
            <Item label="*单位名称" value={unit.unitName} span={3} field="unitName" />
          </tr>
          <tr>
            <Item label="*法人代表" value={unit.legalPersonName} field="legalPersonName" />
            <Item label="*联系电话" value={unit.contactPhone || unit.agentMobile} field="contactPhone" />
          </tr>
          <tr>
            <Item label="*办公电话" value={unit.officePhone} field="officePhone" />
            <Item label="企业网址" value={unit.website} field="website" />
          </tr>
        </tbody>
        <tbody>
          <tr>
            <Group rows={3}>经办人信息</Group>
            <Item label="*经办人" value={unit.agentName} field="agentName" />
            <Item label="*手机号码" value={unit.agentMobile} field="agentMobile" />
          </tr>
          <tr>
            <Item label="*邮　箱" value={unit.agentEmail} field="agentEmail" />
            <Item label="微信号" value={unit.agentWechat} field="agentWechat" />
          </tr>
          <tr>
            <Item label="*邮寄地址" value={unit.postalAddress} span={3} field="postalAddress" />
          </tr>
        </tbody>
        <tbody>
          <tr>
            <Group rows={6}>证明资料</Group>
            <th scope="col" colSpan={2}>
              证件类型
            </th>
            <th scope="col" colSpan={2}>
              证件号码
            </th>
          </tr>
          <Proof label="营业执照副本" value={unit.creditCode} field="licence" />
          <Proof label="法人身份证（护照）" value={unit.legalPersonDocumentNumber} field="legalPersonDocumentNumber" />
          <Proof label="申请人（联系人）身份证" value={unit.agentDocumentNumber} field="agentDocumentNumber" />
          <Proof label="单位社保号（社保项目必填）" value={unit.socialInsuranceNumber} field="socialInsuranceNumber" />
          <Proof label="纳税人识别号或统一社会信用代码" value={unit.creditCode} field="creditCode" />
        </tbody>
        <tbody>
          <tr>
            <th scope="row" class="group">
              *证书应用项目
            </th>
            <td colSpan={4} data-field="project">
              区域：重庆　类别：社保　项目名称：{projectName}
            </td>
          </tr>
          <tr class="operations">
            <th scope="row" class="group">
              *操作类型
            </th>
            <td colSpan={4} data-field="operation">
              <p>
                {simpleOperations.map(([kind, name]) => (
                  <Box key={kind} isTicked={operation === kind}>
                    {name}
                  </Box>
                ))}
                <Box isTicked={operation === 'other'}>
                  其他<span class="blank">{operation === 'other' ? detail : ''}</span>
                </Box>
              </p>
              <p>
                <Box isTicked={operation === 'change'}>
                  证书信息变更（请详细说明）
                  <span class="blank wide">{operation === 'change' ? detail : ''}</span>
                </Box>
              </p>
            </td>
          </tr>
          <tr>
            <th scope="row" class="group">
              *申请人声明
            </th>
            <td colSpan={4} data-field="declaration">
              <Box isTicked={hasAgreed}>遵守《数字证书服务协议》</Box>
            </td>
          </tr>
          <tr class="signing">
            <th scope="row" class="group">
              *签　署
            </th>
            <td colSpan={2}>
              <p>*经办人（签名）：</p>
              <p class="date">年　　月　　日</p>
              <p class="remark">（此处必须由经办人手写签名）</p>
            </td>
            <td colSpan={2} class="stamp">
              <p>*单位公章：</p>
            </td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}
