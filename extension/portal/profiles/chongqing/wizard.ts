// The wizard of the platform and the bureau's 信息校验 before it (manual, 四): where our bars stand and what they fill.
import type { MaterialRules } from '../../material-rules.ts';
import type { Page } from '../../page-kinds.ts';
import { platform } from './platform.ts';

export const unitCheckPage: Page = {
  kind: 'unit-check',
  origin: 'http://rlsbj.cq.gov.cn',
  pathPattern: '^/wyb/sbjf/zssl\\.(htm|do)(\\?|$)',
  variants: [
    {
      name: 'table',
      markers: [{ selector: 'form[name="frmCheck"]', count: 1 }],
      fields: {
        steps: 'table#stepBar',
        certificateUnitName: 'form[name="frmCheck"] input[name="dwmc"]',
        socialInsuranceNumber: 'form[name="frmCheck"] input[name="sbh"]',
      },
      optionalFields: { insuredArea: 'form[name="frmCheck"] select[name="cbqy"]' },
      rows: {},
    },
    {
      name: 'panel',
      markers: [{ selector: 'form#checkForm', count: 1 }],
      fields: {
        steps: 'ol.step-nav',
        certificateUnitName: 'form#checkForm input[name="unitName"]',
        socialInsuranceNumber: 'form#checkForm input[name="socialNo"]',
      },
      optionalFields: { insuredArea: 'form#checkForm select[name="areaCode"]' },
      rows: {},
    },
  ],
};

export const applyFormPage: Page = {
  kind: 'apply-form',
  origin: platform,
  pathPattern: '^/easyca/netpay/apply/form\\.(jsp|do)(\\?|$)',
  variants: [
    {
      name: 'table',
      markers: [{ selector: 'form[name="frmInfo"]', count: 1 }],
      fields: {
        steps: 'table#stepBar',
        certificateUnitName: 'form[name="frmInfo"] input[name="dwmc"]',
        socialInsuranceNumber: 'form[name="frmInfo"] input[name="sbh"]',
        unitName: 'form[name="frmInfo"] input[name="qymc"]',
        creditCode: 'form[name="frmInfo"] input[name="tyshxydm"]',
      },
      optionalFields: {
        legalPersonName: 'form[name="frmInfo"] input[name="frxm"]',
        legalPersonIdNumber: 'form[name="frmInfo"] input[name="frsfzh"]',
        contactPhone: 'form[name="frmInfo"] input[name="lxdh"]',
        officePhone: 'form[name="frmInfo"] input[name="bgdh"]',
        website: 'form[name="frmInfo"] input[name="qywz"]',
        unitAddress: 'form[name="frmInfo"] input[name="dwdz"]',
        agentName: 'form[name="frmInfo"] input[name="jbrxm"]',
        agentIdNumber: 'form[name="frmInfo"] input[name="jbrsfzh"]',
        agentPhone: 'form[name="frmInfo"] input[name="jbrsjh"]',
        agentEmail: 'form[name="frmInfo"] input[name="jbryx"]',
        agentWechat: 'form[name="frmInfo"] input[name="wxh"]',
        postalAddress: 'form[name="frmInfo"] input[name="yjdz"]',
      },
      rows: {},
    },
    {
      name: 'panel',
      markers: [{ selector: 'form[name="infoForm"]', count: 1 }],
      fields: {
        steps: 'ol.step-nav',
        certificateUnitName: 'form[name="infoForm"] input[name="certUnitName"]',
        socialInsuranceNumber: 'form[name="infoForm"] input[name="socialNo"]',
        unitName: 'form[name="infoForm"] input[name="orgName"]',
        creditCode: 'form[name="infoForm"] input[name="creditCode"]',
      },
      optionalFields: {
        legalPersonName: 'form[name="infoForm"] input[name="legalName"]',
        legalPersonIdNumber: 'form[name="infoForm"] input[name="legalIdNo"]',
        contactPhone: 'form[name="infoForm"] input[name="contactTel"]',
        officePhone: 'form[name="infoForm"] input[name="officeTel"]',
        website: 'form[name="infoForm"] input[name="website"]',
        unitAddress: 'form[name="infoForm"] input[name="orgAddress"]',
        agentName: 'form[name="infoForm"] input[name="agentName"]',
        agentIdNumber: 'form[name="infoForm"] input[name="agentIdNo"]',
        agentPhone: 'form[name="infoForm"] input[name="agentMobile"]',
        agentEmail: 'form[name="infoForm"] input[name="agentEmail"]',
        agentWechat: 'form[name="infoForm"] input[name="wechat"]',
        postalAddress: 'form[name="infoForm"] input[name="mailAddress"]',
      },
      rows: {},
    },
  ],
};

export const applyPrintPage: Page = {
  kind: 'apply-print',
  origin: platform,
  pathPattern: '^/easyca/netpay/apply/print\\.jsp(\\?|$)',
  variants: [
    {
      name: 'table',
      markers: [{ selector: 'table#tblSqb', count: 1, text: '操作类型' }],
      fields: { printButton: 'input#btnPrint' },
      optionalFields: {
        unitName: 'table#tblSqb tr:nth-child(2) td:nth-child(3)',
        project: 'table#tblSqb tr:nth-child(14) td:nth-child(2)',
        operation: 'table#tblSqb tr:nth-child(15) td:nth-child(2)',
      },
      rows: {},
    },
    {
      name: 'panel',
      markers: [{ selector: 'div.apply-sheet table', count: 1, text: '操作类型' }],
      fields: { printButton: 'a.btn-print' },
      optionalFields: {
        unitName: 'div.apply-sheet tr:nth-child(2) td:nth-child(3)',
        project: 'div.apply-sheet tr:nth-child(14) td:nth-child(2)',
        operation: 'div.apply-sheet tr:nth-child(15) td:nth-child(2)',
      },
      rows: {},
    },
  ],
};

export const applyUploadPage: Page = {
  kind: 'apply-upload',
  origin: platform,
  pathPattern: '^/easyca/netpay/apply/upload\\.jsp(\\?|$)',
  variants: [
    {
      name: 'table',
      markers: [{ selector: 'table#tblUp input[type="file"]', count: 5 }],
      fields: { steps: 'table#stepBar' },
      optionalFields: {},
      rows: {
        materials: {
          selector: 'table#tblUp tr',
          fields: { fileInput: 'input[type="file"]', name: 'td.lab b', place: 'td:last-child' },
          optionalFields: {},
          rows: {},
        },
        layers: {
          selector: 'body > .xubox_layer',
          fields: { text: '.xubox_text', confirmButton: 'a.xubox_yes' },
          optionalFields: {},
          rows: {},
        },
      },
    },
    {
      name: 'panel',
      markers: [{ selector: 'form[name="materialForm"] input[type="file"]', count: 5 }],
      fields: { steps: 'ol.step-nav' },
      optionalFields: {},
      rows: {
        materials: {
          selector: 'form[name="materialForm"] div.upload-item',
          fields: { fileInput: 'input[type="file"]', name: '.name strong', place: '.body' },
          optionalFields: {},
          rows: {},
        },
        layers: {
          selector: 'body > .layui-layer',
          fields: { text: '.layui-layer-content', confirmButton: 'a.layui-layer-btn0' },
          optionalFields: {},
          rows: {},
        },
      },
    },
  ],
};

/** Manual, 四: .jpg .jpeg .bmp .gif .png, 图片大小不超过3M(3072KB). The other limits are ours. */
export const chongqingMaterials: MaterialRules = {
  maxBytes: 3072 * 1024,
  uploadedText: '资料上传成功',
  extensions: { jpeg: ['jpg', 'jpeg'], png: ['png'], gif: ['gif'], bmp: ['bmp'] },
  // A4 at 50 dots per inch: smaller, no form can be read. A sharp photo of an ID card is larger.
  minShortSidePx: 400,
  minLongSidePx: 560,
  // What old picture viewers still open; A4 at 600 dots per inch has 7016.
  maxSidePx: 8000,
  decodeMaxBytes: 50 * 1024 * 1024,
  decodeMaxSidePx: 20_000,
  decodeMaxPixels: 150_000_000,
  minSharpness: 120,
  minBrightness: 110,
};
