// 电子印章取样表: attachment 2 of the manual as one A4 sheet. Its two boxes are in true millimetres; a company's seal is 40 to 42 mm wide.
import type { Unit } from '../../settings/unit.ts';
import { useSheetFit } from './use-sheet-fit.ts';

function StampRow() {
  return (
    <tr>
      <th scope="row" class="stamp-label">
        <p>盖章处</p>
        <p>（居中，勿压线）</p>
        <p class="remark">如办理法人证书、专业人员证书等，请盖私章或手写签名</p>
      </th>
      <td colSpan={3} class="stamp-cell">
        <div class="stamp-box" data-testid="stamp-box" />
      </td>
    </tr>
  );
}

export function SealForm({ unit }: { unit: Unit }) {
  const sheet = useSheetFit();
  return (
    <article ref={sheet} class="sheet seal" lang="zh-CN" data-testid="seal-form" aria-labelledby="sheet-title">
      <h2 id="sheet-title">电子印章取样表</h2>
      <table>
        <tbody>
          <tr>
            <th scope="row">单位名称</th>
            <td class="unit-cell" data-field="unitName">
              {unit.unitName}
            </td>
            <th scope="row">经办人</th>
            <td class="agent-cell" data-field="agentName">
              {unit.agentName}
            </td>
          </tr>
          <StampRow />
          <StampRow />
          <tr>
            <td colSpan={4} class="rules">
              <p>上述两个方框内均需加盖鲜章，要求印章清晰完整，不得压线。共需盖鲜章 2 枚，以便后期采样。</p>
              <p>如办理法人证书、专业人员证书等，请盖私章或手写签名。</p>
              <p class="strong">请注意：印章模糊或不完整，将导致无法制作电子签章。</p>
            </td>
          </tr>
          <tr class="signing">
            <td colSpan={4}>
              <p>经办人签名确认：</p>
              <p class="date">年　　月　　日</p>
            </td>
          </tr>
          <tr class="remarks">
            <th scope="row">备注</th>
            <td colSpan={3} />
          </tr>
        </tbody>
      </table>
    </article>
  );
}
