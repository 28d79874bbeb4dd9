// The five scans (manual, 二): by their names, and what the site takes.
import type { MaterialRules } from '../../material-rules.ts';

/** One entry a material, in the manual's order. */
export const materialWords = [
  '数字证书申请表|证书申请表|申请表',
  '签章取样表|电子签章取样表|签章取样板|电子印章取样表|印章取样表|电子签章申请表|签章申请表',
  '工商营业执照|营业执照|营业执照副本|工商营业执照副本|工商营业执照副本复印件|工商营业执照复印件|营业执照副本复印件|营业执照复印件',
  '法人身份证|法定代表人身份证|法人代表身份证|企业法人身份证|法人身份证复印件|法定代表人身份证复印件|法人代表身份证复印件|企业法人身份证复印件',
  '经办人身份证|申请人身份证|联系人身份证|经办人身份证复印件|申请人身份证复印件|联系人身份证复印件',
];

/** Of these, the ones that nobody wants but for a certificate. */
export const certificateMaterialWords =
  '数字证书申请表|证书申请表|签章取样表|签章取样板|电子签章取样表|电子印章取样表|电子签章申请表|签章申请表';

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
