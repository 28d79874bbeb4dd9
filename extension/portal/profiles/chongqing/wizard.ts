// The wizard of the platform and the bureau's 信息校验 before it (manual, 四): where our bars stand and what they fill.
import type { Page } from '../../page-kinds.ts';
import type { WordLocator } from '../../words/word-locator.ts';
import { certificateMaterialWords, materialWords } from './materials.ts';
import {
  box,
  button,
  creditCodeWords,
  link,
  nextWords,
  socialNumberWords,
  stepWords,
  unitNameWords,
  value,
} from './words.ts';

const steps: WordLocator = { kind: 'group', words: stepWords };
const certificateSection = ['证书信息'];
const unitSection = ['单位信息', '企业信息', '机构信息'];
const agentSection = ['经办人信息', '联系人信息', '申请人信息'];

/** What of the wizard only a certificate's has. */
const certificateJobWords = [
  '证书信息|数字证书信息|打印申请表|申请表打印|证书新办|证书申领|证书申请|证书更新|证书更新续期|证书续期|证书变更|证书补办|u盾芯片号|芯片号|ukey芯片号|证书应用项目',
];

export const unitCheckPage: Page = {
  kind: 'unit-check',
  variants: [
    {
      name: 'words',
      markers: [
        { kind: 'select', words: ['参保区域|所属区域|参保区县|参保地|区域'] },
        link(...nextWords),
        // Contributions, queries and complaints ask for area, unit and number, too.
        { kind: 'heading', words: ['项目名称|信息校验|证书申领|证书新办|证书补办|证书申请|数字证书申领|数字证书申请'] },
        { ...box(...creditCodeWords), count: 0 },
      ],
      fields: {
        certificateUnitName: box(...unitNameWords),
        socialInsuranceNumber: box(...socialNumberWords),
      },
      optionalFields: { steps, insuredArea: { kind: 'select', words: ['参保区域|所属区域|参保区县|参保地|区域'] } },
      rows: {},
    },
  ],
};

export const applyFormPage: Page = {
  kind: 'apply-form',
  variants: [
    {
      name: 'words',
      markers: [
        { kind: 'label', words: ['证书信息|录入信息|填写申请信息'] },
        // A unit registers for its insurance in a wizard, too.
        { kind: 'heading', words: certificateJobWords },
        link(...nextWords),
      ],
      fields: {
        socialInsuranceNumber: box(...socialNumberWords),
        unitName: { ...box(...unitNameWords), under: unitSection },
        creditCode: box(...creditCodeWords),
      },
      optionalFields: {
        steps,
        certificateUnitName: { ...box(...unitNameWords), under: certificateSection },
        chipNumber: box('u盾芯片号|芯片号|芯片编号|ukey芯片号|key芯片号|u盾序列号|ukey序列号|介质序列号|钥匙盘芯片号'),
        legalPersonName: box('法人姓名|法定代表人姓名|法定代表人|法人代表姓名|法人代表|企业法人|法人'),
        legalPersonIdNumber: {
          ...box('法人身份证号码|法人身份证号|法定代表人身份证号码|法定代表人身份证号', '身份证号码|身份证号|证件号码'),
          under: unitSection,
        },
        contactPhone: { ...box('联系电话|单位联系电话|单位电话'), under: unitSection },
        officePhone: box('办公电话|单位办公电话'),
        website: box('企业网址|企业网站|单位网址|网址'),
        unitAddress: box('单位地址|企业地址|注册地址|单位住所'),
        agentName: box('经办人姓名|经办人|经办人员|经办人员姓名', '联系人姓名|联系人|申请人|申请人姓名'),
        agentIdNumber: {
          ...box('经办人身份证号码|经办人身份证号|经办人证件号码', '身份证号码|身份证号'),
          under: agentSection,
        },
        agentPhone: box('经办人手机号码|经办人手机号|经办人手机|经办人电话', '手机号码|手机号|手机|移动电话'),
        agentEmail: box('邮箱|电子邮箱|经办人邮箱|邮件地址|电子邮件|email'),
        agentWechat: box('微信号|微信|经办人微信号'),
        postalAddress: box('邮寄地址|通讯地址|通信地址|收件地址|邮政地址'),
      },
      rows: {},
    },
  ],
};

export const applyPrintPage: Page = {
  kind: 'apply-print',
  variants: [
    {
      name: 'words',
      markers: [
        { kind: 'label', words: ['数字证书申请表'] },
        { kind: 'label', words: ['操作类型|办理类型'] },
        { kind: 'label', words: ['证书应用项目|申请人声明|证明资料'] },
      ],
      fields: { printButton: button('打印|打印申请表|打印表格|立即打印|打印本页') },
      optionalFields: {
        unitName: value(['单位名称']),
        project: value(['证书应用项目']),
        operation: value(['操作类型|办理类型']),
      },
      rows: {},
    },
  ],
};

export const applyUploadPage: Page = {
  kind: 'apply-upload',
  variants: [
    {
      name: 'words',
      // A company registers somewhere else with a licence and two identity cards; only here are these two wanted.
      markers: [
        { kind: 'file', words: materialWords.slice(0, 1) },
        { kind: 'file', words: materialWords.slice(1, 2) },
        // A form and a sample of a seal are wanted where seals are registered.
        { kind: 'file', words: [certificateMaterialWords] },
      ],
      fields: {},
      optionalFields: { steps },
      rows: {
        materials: {
          around: 'fileInput',
          fields: { fileInput: { kind: 'file', words: materialWords }, name: { kind: 'label', words: materialWords } },
          optionalFields: {},
          rows: {},
        },
        layers: {
          around: 'text',
          fields: {
            text: { kind: 'value', words: [], patterns: ['资料上传成功'] },
            confirmButton: link('确定|确认|知道了|我知道了|关闭|ok|是'),
          },
          optionalFields: {},
          rows: {},
        },
      },
    },
  ],
};
