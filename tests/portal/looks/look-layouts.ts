// Ways in which developers of such portals have put labels and boxes on a page.
import type { Random } from './seeded-random.ts';

export interface LookRow {
  readonly label: string;
  readonly box: string;
  readonly id: string;
}
type Layout = (rows: readonly LookRow[], buttons: string, random: Random) => string;

const join = (rows: readonly LookRow[], make: (row: LookRow, index: number) => string) => rows.map(make).join('\n');

const plainTable: Layout = (rows, buttons) =>
  `<table border="0" cellspacing="0" cellpadding="6">${join(rows, ({ label, box }) => `<tr><td align="right">${label}</td><td>${box}</td></tr>`)}<tr><td colspan="2" align="center">${buttons}</td></tr></table>`;
const nestedTables: Layout = (rows, buttons) =>
  `<table width="100%"><tr><td><table width="760" align="center"><tr><td class="tit">证书更新</td></tr><tr><td>${join(rows, ({ label, box }) => `<table><tr><td width="140">${label}</td><td><table><tr><td>${box}</td></tr></table></td></tr></table>`)}<table><tr><td>${buttons}</td></tr></table></td></tr></table></td></tr></table>`;
const manyCells: Layout = (rows, buttons) =>
  `<table><tr><th colspan="4">经办信息</th></tr>${join(rows, ({ label, box }) => `<tr><td><font color="red">*</font></td><td>${label}</td><td>：</td><td>${box}</td></tr>`)}</table><div class="tool">${buttons}</div>`;
const fourCells: Layout = (rows, buttons) => {
  const pairs = rows.map(({ label, box }) => `<td class="l">${label}</td><td>${box}</td>`);
  return `<table class="tab"><tr>${pairs.slice(0, 2).join('')}</tr><tr>${pairs.slice(2).join('')}</tr></table><p align="center">${buttons}</p>`;
};
const headAbove: Layout = (rows, buttons) =>
  `<table><tr>${join(rows, ({ label }) => `<th>${label}</th>`)}</tr><tr>${join(rows, ({ box }) => `<td>${box}</td>`)}</tr></table>${buttons}`;
const definitions: Layout = (rows, buttons) =>
  `<dl>${join(rows, ({ label, box }) => `<dt>${label}</dt><dd>${box}</dd>`)}</dl><div>${buttons}</div>`;
const floats: Layout = (rows, buttons) =>
  `<div class="panel">${join(rows, ({ label, box }) => `<div class="row"><label>${label}</label>${box}</div>`)}<div class="tool">${buttons}</div></div>`;
const labelsFor: Layout = (rows, buttons) =>
  `<div>${join(rows, ({ label, id }) => `<div class="lab"><label for="${id}">${label}</label></div>`)}</div><div>${join(rows, ({ box }) => `<div>${box}</div>`)}</div><div>${buttons}</div>`;
const enclosing: Layout = (rows, buttons) =>
  `<fieldset><legend>证书更新</legend>${join(rows, ({ label, box }) => `<p><label>${label} ${box}</label></p>`)}${buttons}</fieldset>`;
const above: Layout = (rows, buttons) =>
  `<div class="form">${join(rows, ({ label, box }) => `<div class="item"><div class="t">${label}</div><div class="b"><div>${box}</div></div></div>`)}</div>${buttons}`;
const list: Layout = (rows, buttons) =>
  `<ul class="f">${join(rows, ({ label, box }) => `<li><span>${label}</span>${box}<em></em></li>`)}<li>${buttons}</li></ul>`;
const lines: Layout = (rows, buttons) =>
  `<center>${join(rows, ({ label, box }) => `${label} ${box}<br>`)}${buttons}</center>`;
const layui: Layout = (rows, buttons) =>
  `<div class="layui-form">${join(rows, ({ label, box }) => `<div class="layui-form-item"><label class="layui-form-label">${label}</label><div class="layui-input-inline">${box}</div><div class="layui-form-mid layui-word-aux">请按实际情况填写</div></div>`)}<div class="layui-form-item"><div class="layui-input-block">${buttons}</div></div></div>`;
const bootstrap: Layout = (rows, buttons) =>
  `<div class="container"><div class="form-horizontal">${join(rows, ({ label, box, id }) => `<div class="form-group"><label class="col-sm-2 control-label" for="${id}x">${label}</label><div class="col-sm-6">${box}<span class="help-block"></span></div></div>`)}<div class="form-group"><div class="col-sm-offset-2">${buttons}</div></div></div></div>`;
const ext: Layout = (rows, buttons) =>
  `<div class="x-panel"><div class="x-panel-body">${join(rows, ({ label, box, id }) => `<div class="x-form-item"><label for="${id}" style="width:90px">${label}</label><div class="x-form-element" style="padding-left:95px">${box}</div><div class="x-form-clear-left"></div></div>`)}</div><div class="x-panel-footer"><table><tr><td>${buttons}</td></tr></table></div></div>`;
const aspNet: Layout = (rows, buttons) =>
  `<form method="post" action="Gx.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="dDwtMTU"><div>${join(rows, ({ label, box, id }) => `<span id="ctl00_${id}">${label}</span>${box}<span style="color:Red;display:none;">不能为空</span><br />`)}${buttons}</div></form>`;
const divRows: Layout = (rows, buttons) =>
  `<div class="r">${join(rows, ({ label }) => `<div class="c">${label}</div>`)}</div><div class="r">${join(rows, ({ box }) => `<div class="c">${box}</div>`)}</div><div>${buttons}</div>`;

export const layouts = {
  plainTable,
  nestedTables,
  manyCells,
  fourCells,
  headAbove,
  definitions,
  floats,
  labelsFor,
  enclosing,
  above,
  list,
  lines,
  layui,
  bootstrap,
  ext,
  aspNet,
  divRows,
} as const satisfies Record<string, Layout>;
export type LayoutName = keyof typeof layouts;
export const layoutNames = Object.keys(layouts) as [LayoutName, ...LayoutName[]];
