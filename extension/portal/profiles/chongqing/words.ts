// Words that the manual and pages of this kind use for the same thing, the surest first; `|` between those that are as sure.
import type { WordLocator } from '../../words/word-locator.ts';

/** A box that takes typed text. */
export const box = (...words: string[]): WordLocator => ({ kind: 'text', words });
export const button = (...words: string[]): WordLocator => ({ kind: 'button', words });
export const link = (...words: string[]): WordLocator => ({ kind: 'link', words });
export const value = (words: string[], patterns?: string[]): WordLocator =>
  patterns === undefined ? { kind: 'value', words } : { kind: 'value', words, patterns };

export const surelyAgentWords = [
  '经办人姓名|经办人员姓名|经办员姓名|经办人名称|单位经办人姓名|证书经办人姓名',
  '经办人|经办人员|经办员|单位经办人|业务经办人|办理人姓名|办理人|申请经办人',
];
export const agentNameWords = [
  ...surelyAgentWords,
  '联系人姓名|联系人|申请人姓名|申请人|操作员姓名|操作人姓名',
  '姓名|名字',
];
export const agentPhoneWords = [
  '经办人电话|经办人联系电话|经办人手机|经办人手机号|经办人手机号码|经办人电话号码|经办电话|经办人联系方式',
  '电话|联系电话|电话号码|联系电话号码|联系人电话|联系人手机',
  '手机号码|手机号|手机|移动电话|11位手机号码|11位手机号|手机号码电话|手机电话|联系手机|电话手机|联系方式|固定电话',
];
export const pinWords = [
  'pin码|pin|pin密码|pin口令|u盾pin码|u盾pin|ukeypin码|ukeypin|usbkeypin码|keypin码|证书pin码|key的pin码|用户pin码|u盘pin码|钥匙盘pin码|智能密码钥匙pin码|pin码密码|pincode|userpin|pinnumber|介质pin码|key盘pin码',
  'u盾密码|ukey密码|usbkey密码|key密码|证书密码|钥匙盘密码|u盾口令|ukey口令|key口令|证书口令|证书保护密码|证书保护口令|智能密码钥匙口令|key盘密码|u盘密码|介质密码|usbkey口令',
];
/** What any log-in calls its password: a PIN only beside an 经办人. */
export const plainPasswordWords = ['密码|口令'];
export const verifyWords = [
  '验证|校验|验证pin码|验证pin|pin码验证|校验pin码|验证密码|立即验证|点击验证|验证u盾|验证证书|确认验证|身份验证|验证身份',
];
export const renewWords = [
  '更新证书|证书更新|立即更新证书|点击更新证书|更新数字证书|数字证书更新|开始更新证书|确认更新证书|证书更新续期|更新证书续期|证书续期|续期证书|更新ca证书|在线更新证书|马上更新证书|一键更新证书|下载更新证书',
];
export const changeWords = [
  '变更证书|证书变更|立即变更证书|点击变更证书|变更数字证书|数字证书变更|确认变更证书|证书信息变更|变更ca证书|开始变更证书|在线变更证书',
];
/** The other jobs: where they stand side by side, they are a menu. */
export const jobWords = ['证书新办|证书申领|证书申请|新办证书|申领证书|证书补办|补办证书|证书更新|证书变更'];
/** Buttons of other forms that ask for a PIN and have it verified. */
export const otherFormWords = [
  '登录|登陆|立即登录|登录系统|证书登录|u盾登录|验证登录|注册|立即注册|注册账号|解锁|解锁pin码|pin码解锁|解锁u盾|修改pin码|修改密码|确认修改|重置pin码|重置密码',
];
export const unitNameWords = [
  '单位名称|企业名称|机构名称|公司名称|参保单位名称|单位全称|用人单位名称|企业单位名称|参保单位',
];
export const socialNumberWords = [
  '社保号|单位社保号|社会保险号|单位社会保险号|社保编号|单位社保编号|社会保险登记号|社会保险编号|社保登记号|单位编号|社保单位编号|社保账号|社会保险登记证号',
];
export const creditCodeWords = [
  '统一社会信用代码|社会统一信用代码|社会信用代码|信用代码|统一信用代码|单位统一社会信用代码|企业统一社会信用代码',
  '组织机构代码|营业执照号|营业执照注册号',
];
export const nextWords = ['下一步|保存并下一步|提交|下一页|确定|保存|提交并下一步|确认提交|next'];
export const orderNumberWords = [
  '订单号|订单编号|订单号码|业务单号|受理号|受理编号|申请编号|申请单号|业务编号|流水号|业务流水号',
];
/** What stands in the bar of steps of the wizard. */
export const stepWords = [
  '录入信息|填写信息|信息录入',
  '打印申请表|申请表打印',
  '上传资料|资料上传|上传审核资料',
  '审核|资料审核|等待审核',
];
