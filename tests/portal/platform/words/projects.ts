// What 项目选择 offers: 项目所属区域 → 项目所属平台 → 项目大类 → 子项目.

export interface ProjectNode {
  readonly id: string;
  readonly name: string;
  readonly children: readonly ProjectNode[];
}

export interface Project {
  readonly region: string;
  readonly platform: string;
  readonly category: string;
  readonly subProject: string;
}

const leaf = (id: string, name: string): ProjectNode => ({ id, name, children: [] });

/** Areas of insurance; the manual's own example is 重庆市网上社保项目-渝北. */
export const insuredAreas = [
  { id: '5001', name: '渝中' },
  { id: '5002', name: '江北' },
  { id: '5003', name: '沙坪坝' },
  { id: '5004', name: '九龙坡' },
  { id: '5005', name: '南岸' },
  { id: '5006', name: '渝北' },
  { id: '5007', name: '巴南' },
  { id: '5008', name: '万州' },
] as const;

export const insuranceProjectName = '重庆市网上社保项目';

export const projectTree: readonly ProjectNode[] = [
  {
    id: '50',
    name: '重庆',
    children: [
      {
        id: '5010',
        name: '重庆市社会保险网上经办平台',
        children: [
          {
            id: 'SB',
            name: '社保',
            children: insuredAreas.map(({ id, name }) => leaf(`SB${id}`, `${insuranceProjectName}-${name}`)),
          },
        ],
      },
      {
        id: '5020',
        name: '重庆市电子税务局',
        children: [{ id: 'SW', name: '税务', children: [leaf('SW01', '重庆市网上办税项目')] }],
      },
    ],
  },
];

/** The project behind four ids as the page sends them; undefined when they do not belong together. */
export function findProject(ids: readonly [string, string, string, string]): Project | undefined {
  const names: string[] = [];
  let level = projectTree;
  for (const id of ids) {
    const node = level.find((one) => one.id === id);
    if (!node) return undefined;
    names.push(node.name);
    level = node.children;
  }
  const [region = '', platform = '', category = '', subProject = ''] = names;
  return { region, platform, category, subProject };
}

/** The social-insurance project of an area, for jobs that begin elsewhere than at 项目选择. */
export function findInsuranceProject(areaId: string = insuredAreas[5].id): Project | undefined {
  return findProject(['50', '5010', 'SB', `SB${areaId}`]);
}
