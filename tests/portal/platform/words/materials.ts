// The five materials of the manual's part 二 and how the upload page of each variant names their fields.
import type { PortalVariant } from '../../sites/site-urls.ts';

export const materialCodes = ['applicationForm', 'sealSample', 'businessLicence', 'legalPersonId', 'agentId'] as const;
export type MaterialCode = (typeof materialCodes)[number];

export interface Material {
  readonly name: string;
  readonly fieldNames: Readonly<Record<PortalVariant, string>>;
  /** First words of the page's note on it; the rest is the same for all five. */
  readonly note: string;
  /** Links under its name. */
  readonly samples: readonly string[];
}

export const materials: Readonly<Record<MaterialCode, Material>> = {
  applicationForm: {
    name: '数字证书申请表',
    fieldNames: { gbk: 'file_sqb', frames: 'applyForm' },
    note: '经办人需在证书申请表中签字。请把打印出来的数字证书申请表加盖公章',
    samples: ['数字证书申请表填写样例'],
  },
  sealSample: {
    name: '签章取样表',
    fieldNames: { gbk: 'file_qyb', frames: 'sealSample' },
    note: '请把打印出来的签章取样表加盖公章',
    samples: ['电子签章申请表模板下载', '电子签章申请表填写样例'],
  },
  businessLicence: {
    name: '工商营业执照',
    fieldNames: { gbk: 'file_yyzz', frames: 'licence' },
    note: '请把打印出来的工商营业执照加盖公章',
    samples: ['营业执照样例'],
  },
  legalPersonId: {
    name: '法人身份证',
    fieldNames: { gbk: 'file_frsfz', frames: 'legalId' },
    note: '请把打印出来的法人身份证加盖公章',
    samples: ['法人身份证样例'],
  },
  agentId: {
    name: '经办人身份证',
    fieldNames: { gbk: 'file_jbrsfz', frames: 'agentId' },
    note: '请把打印出来的经办人身份证加盖公章',
    samples: ['经办人身份证样例'],
  },
};

const maxMaterialBytes = 3072 * 1024;

const extensions = ['.jpg', '.jpeg', '.bmp', '.gif', '.png'];

/**
 * What the platform has against a file, in its words; undefined when nothing. Like such sites it looks at name and length only:
 * whether the picture is one, and can be read, is left to the reviewer.
 */
export function refuseMaterial(code: MaterialCode, fileName: string, sizeBytes: number): string | undefined {
  const { name } = materials[code];
  if (!extensions.some((extension) => fileName.toLowerCase().endsWith(extension)))
    return `${name}：支持.jpg.jpeg.bmp.gif.png格式`;
  if (sizeBytes === 0) return `${name}：文件内容为空`;
  if (sizeBytes > maxMaterialBytes) return `${name}：图片大小不超过3M(3072KB)`;
  return undefined;
}
