// The wizard of the platform and the bureau's 信息校验 before it (manual, 四): where our bars stand and what they fill.
import type { Page } from '../../../../extension/portal/page-kinds.ts';
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
        certificateUnitName: 'form[name="frmCheck"] input[name="dwmc"]',
        socialInsuranceNumber: 'form[name="frmCheck"] input[name="sbh"]',
      },
      optionalFields: { steps: 'table#stepBar', insuredArea: 'form[name="frmCheck"] select[name="cbqy"]' },
      rows: {},
    },
    {
      name: 'panel',
      markers: [{ selector: 'form#checkForm', count: 1 }],
      fields: {
        certificateUnitName: 'form#checkForm input[name="unitName"]',
        socialInsuranceNumber: 'form#checkForm input[name="socialNo"]',
      },
      optionalFields: { steps: 'ol.step-nav', insuredArea: 'form#checkForm select[name="areaCode"]' },
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
        socialInsuranceNumber: 'form[name="frmInfo"] input[name="sbh"]',
        unitName: 'form[name="frmInfo"] input[name="qymc"]',
        creditCode: 'form[name="frmInfo"] input[name="tyshxydm"]',
      },
      optionalFields: {
        steps: 'table#stepBar',
        certificateUnitName: 'form[name="frmInfo"] input[name="dwmc"]',
        chipNumber: 'form[name="frmInfo"] input[name="xph"]',
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
        socialInsuranceNumber: 'form[name="infoForm"] input[name="socialNo"]',
        unitName: 'form[name="infoForm"] input[name="orgName"]',
        creditCode: 'form[name="infoForm"] input[name="creditCode"]',
      },
      optionalFields: {
        steps: 'ol.step-nav',
        certificateUnitName: 'form[name="infoForm"] input[name="certUnitName"]',
        chipNumber: 'form[name="infoForm"] input[name="keySerial"]',
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
      fields: {},
      optionalFields: { steps: 'table#stepBar' },
      rows: {
        materials: {
          selector: 'table#tblUp tr',
          fields: { fileInput: 'input[type="file"]', name: 'td.lab b' },
          optionalFields: { place: 'td:last-child' },
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
      fields: {},
      optionalFields: { steps: 'ol.step-nav' },
      rows: {
        materials: {
          selector: 'form[name="materialForm"] div.upload-item',
          fields: { fileInput: 'input[type="file"]', name: '.name strong' },
          optionalFields: { place: '.body' },
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
