// How a job begins: 项目选择, the 钥匙盘 table, or what the bureau checked.
import type { Hono } from 'hono';
import { beginApplication } from '../../platform/applications.ts';
import { keepTicket } from '../../platform/sessions.ts';
import { type BusinessKind, businessKinds, businessWords } from '../../platform/words/business-kinds.ts';
import { findInsuranceProject, findProject, projectTree } from '../../platform/words/projects.ts';
import { tokenKinds } from '../../platform/words/token-kinds.ts';
import { platformPath } from '../site-urls.ts';
import { drawTokenKind } from './draw-token-kind.ts';
import { type Doors, redirect, type Visit } from './visit.ts';
import { describeStep } from './wizard.ts';

function readKind(text: string, isForToken: boolean): BusinessKind | undefined {
  return businessKinds.find((kind) => kind === text && businessWords[kind].isForToken === isForToken);
}

function showProject(visit: Visit, kind: BusinessKind | undefined, message: string): Response {
  if (!kind) return redirect('home.jsp');
  return visit.show('project', '项目选择', {
    type: kind,
    message,
    ...describeStep(businessWords[kind].name, false, 1),
  });
}

const selectNames = {
  gbk: ['xmqy', 'xmpt', 'xmdl', 'zxm'],
  frames: ['regionId', 'platformId', 'categoryId', 'subProjectId'],
} as const;

async function chooseProject(visit: Visit): Promise<Response> {
  const { desk, form, phone } = visit;
  const kind = readKind(form.field('type'), false);
  const [region, platform, category, subProject] = selectNames[desk.variant];
  const ids = [form.field(region), form.field(platform), form.field(category), form.field(subProject)] as const;
  const project = findProject(ids);
  if (!kind || !project) return showProject(visit, kind, '请选择完整的项目信息！');
  const { orderNo } = await beginApplication(desk, { kind, phone, project });
  return redirect(`apply/form.jsp?orderNo=${orderNo}`);
}

function showTokenKinds({ query, show }: Visit): Response {
  const kind = readKind(query('type'), true);
  if (!kind) return redirect('home.jsp');
  const { name } = businessWords[kind];
  return show('keys', '选择钥匙盘', {
    businessName: name,
    verb: name.slice(2),
    place: [{ name }],
    tokenKinds: tokenKinds.map((one) => ({
      id: one.id,
      name: one.name,
      startUrl: `${platformPath}apply/keys.do?type=${kind}&key=${one.id}`,
      driverUrl: `${platformPath}driver/${one.driverFile}`,
    })),
  });
}

async function chooseTokenKind({ desk, phone, query }: Visit): Promise<Response> {
  const kind = readKind(query('type'), true);
  const tokenKind = tokenKinds.find(({ id }) => id === query('key'));
  const project = findInsuranceProject();
  if (!kind || !tokenKind || !project) return redirect('home.jsp');
  const { orderNo } = await beginApplication(desk, { kind, phone, project, tokenKind: tokenKind.id });
  return redirect(`apply/form.jsp?orderNo=${orderNo}`);
}

/** What the bureau checked waits in the session until somebody has logged in. */
async function takeTicket({ desk, session, phone, query }: Visit): Promise<Response> {
  await keepTicket(desk, session, query('ticket'));
  return redirect(phone === '' ? '' : 'main.jsp');
}

async function beginChecked({ desk, session, phone }: Visit): Promise<Response> {
  const handover = session.ticket === undefined ? undefined : desk.records.handovers.get(session.ticket);
  await keepTicket(desk, session, undefined);
  if (!handover || handover.isUsed) return redirect('home.jsp');
  await desk.records.handovers.put(handover.ticket, { ...handover, isUsed: true });
  const { project, unitName, socialInsuranceNumber } = handover;
  const form = { certificateUnitName: unitName, unitName, socialInsuranceNumber };
  const { orderNo } = await beginApplication(desk, { kind: 'new', phone, project, isChecked: true, form });
  return redirect(`apply/form.jsp?orderNo=${orderNo}`);
}

/** An archive with nothing in it: what stands behind 下载驱动 is of no use to anybody here. */
const emptyArchive = new Uint8Array([0x50, 0x4b, 5, 6, ...new Uint8Array(18)]);

export function addStartRoutes(site: Hono, doors: Doors): void {
  const at = (path: string) => platformPath + path;
  site.get(
    at('apply/project.jsp'),
    doors.page((visit) => showProject(visit, readKind(visit.query('type'), false), '')),
  );
  site.post(at('apply/project.do'), doors.page(chooseProject));
  site.get(at('apply/keys.jsp'), doors.page(showTokenKinds));
  site.get(at('apply/keys.do'), doors.page(chooseTokenKind));
  site.get(at('apply/check.jsp'), doors.open(takeTicket));
  site.get(at('apply/checked.do'), doors.page(beginChecked));
  site.get(at('js/project.js'), (context) =>
    context.body(`var PROJECTS = ${JSON.stringify(projectTree)};`, 200, {
      'Content-Type': 'application/x-javascript; charset=UTF-8',
    }),
  );
  for (const { id, driverFile } of tokenKinds) {
    site.get(at(`driver/${driverFile}`), (context) =>
      context.body(emptyArchive, 200, {
        'Content-Type': 'application/zip',
        'Content-Disposition': `attachment; filename="${driverFile}"`,
      }),
    );
    site.get(at(`images/key${id}.svg`), (context) =>
      context.body(drawTokenKind(Number(id)), 200, { 'Content-Type': 'image/svg+xml' }),
    );
  }
}
