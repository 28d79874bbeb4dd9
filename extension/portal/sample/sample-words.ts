// Which words of a page may stand in a sample: those that forms of this kind have. What is about somebody is masked, sign by sign.
import { chongqingProfile } from '../profiles/chongqing.ts';
import { listWordLocators } from '../words/list-word-locators.ts';

/** Further words of portals: headings, menus, hints. */
const common = `登录 退出 首页 返回 查询 提交 保存 取消 关闭 确定 重置 清空 上一步 下一步 当前 用户名 用户 密码 验证码 记住 注册 忘记 找回 欢迎 您好 当前位置
  证书 数字证书 更新 变更 新办 补办 续期 快速通道 社保用户 社保 社会保险 人力资源 人社局 网上 申报 缴费 业务 办理 自助 服务 平台 系统 单位 企业 个人 经办 经办人 法人 姓名 电话 手机
  地址 邮箱 身份证 号码 编号 日期 时间 状态 类型 名称 操作 说明 注意 提示 请 输入 填写 选择 点击 插入 使用 浏览器 兼容模式 控件 驱动 安装 下载 上传 打印 申请表 资料 审核 通过 成功
  失败 错误 不能为空 必填 有效期 到期 序列号 颁发者 介质 口令 钥匙盘 订单 物流 快递 请使用 重新 检测 读取 签名 信息 录入 步骤 第 页 共 条 元 合计 版权所有 技术支持 主办 承办 联系我们 帮助`;

/** Words in Latin letters that are labels of such forms. */
const latin = /^(pin|ukey|usbkey|usb|key|u|ca|sm2|rsa|id|ie|ok|email|e-mail|no|sn|vpn|csr|pdf|jpg|jpeg|png|gif|bmp)$/i;
/** Signs that labels are made of, beside those of the known words. */
const furtherSigns =
  '介质令卡盘芯片读写插拔证载体设备初始原旧新设置修改重复认人名下拉项目区县市镇街道级别性民族生出年月日时分秒至从起止期限金额缴费基数险种养老失业工伤医疗育职工参保登记对暗续签看详情进退末前后增删存备注附件图照扫描格式大小限制最多少支持仅能或及和等为是否有无已未待正在完全部本次再先勾同意阅读协议条款责任声明承诺源库网页面窗口开始结束继续停止刷新导入出扣款账户开票税务医社区乡村组';

const pieces = [...listWordLocators(chongqingProfile.pages).flatMap(({ words }) => words.join('|')), common].flatMap(
  (text) => text.match(/\p{Script=Han}+/gu) ?? [],
);
const known = [...new Set(pieces)]
  .filter((word) => word.length > 1 || word === '请')
  .sort((one, other) => other.length - one.length);
const knownPattern = new RegExp(known.join('|'), 'g');
const signs = new Set([...pieces.join(''), ...furtherSigns]);

const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧';
/** Names of units and places end so. */
const unit =
  /(公司|集团|工厂|厂|商店|商行|事务所|医院|学校|中学|小学|幼儿园|学院|大学|银行|分行|支行|合作社|委员会|办事处|经营部|中心|协会|饭店|酒店|超市|药房|工作室|街道|大道|小区|花园|大厦|路\d*号?|\d+号|\d+室|\d+栋)$/;

const maskSign = (sign: string): string => {
  if (/\p{Script=Han}/u.test(sign)) return '□';
  if (/\p{N}/u.test(sign)) return '0';
  return /\p{L}/u.test(sign) ? 'x' : sign;
};
const maskAll = (text: string) => Array.from(text, maskSign).join('');
const isAllowed = (text: string) =>
  (text.replace(/\s/g, '').match(/[A-Za-z][A-Za-z0-9_-]*/g) ?? []).every((word) => latin.test(word));
/** P I N is set wide. */
const maskLatin = (text: string) => (isAllowed(text) ? text : maskLatinWords(text));
const maskLatinWords = (text: string) =>
  text.replace(/[A-Za-z][A-Za-z0-9_-]*/g, (word) => (latin.test(word) ? word : maskAll(word)));

/** Only words that all such pages have stay. */
export function keepKnownWords(text: string): string {
  let result = '';
  let end = 0;
  for (const { 0: word, index } of text.matchAll(knownPattern)) {
    result += maskAll(text.slice(end, index)) + word;
    end = index + word.length;
  }
  const rest = text.slice(end);
  return result + (end === 0 ? maskLatin(rest).replace(/[\p{Script=Han}\p{N}]/gu, maskSign) : maskAll(rest));
}

function isAboutSomebody(text: string): boolean {
  const bare = text.replace(/[\s\p{P}]/gu, '');
  if (keepKnownWords(bare) === bare) return false;
  return unit.test(bare) || (/^\p{Script=Han}{2,4}$/u.test(bare) && surnames.includes(bare.charAt(0)));
}

/** A label or the words on a button: what stands before the colon, in signs that labels are made of. */
export function keepLabel(text: string, maxLength = 24): string {
  const trimmed = text.trim();
  const [, head = trimmed, tail = ''] = /^([^:：]*[:：])([\s\S]*)$/.exec(trimmed) ?? [];
  if (trimmed.length > 80 || head.length > maxLength || isAboutSomebody(head)) return keepKnownWords(text);
  const kept = Array.from(maskLatin(head).replace(/\p{N}/gu, '0'), (sign) =>
    /\p{Script=Han}/u.test(sign) && !signs.has(sign) ? '□' : sign,
  ).join('');
  return kept + (tail.trim() === '' ? '' : keepKnownWords(tail));
}

/** What was masked in one sample: the same name is masked in the same way, so that `for` still finds its `id`. */
export type Masks = Map<string, string>;

/** A name that a program gave: letters stay, long numbers and what is made up at random do not. */
export function keepName(name: string, masks: Masks = new Map()): string {
  const mask = (part: string) => {
    const known = masks.get(part) ?? `n${masks.size + 1}`;
    masks.set(part, known);
    return known;
  };
  return name
    .replace(/[\p{Script=Han}]+/gu, (part) => keepLabel(part))
    .replace(/(?=[A-Za-z0-9+/=]*\d)[A-Za-z0-9+/=]{16,}/g, mask)
    .replace(/\d{3,}/g, mask)
    .slice(0, 120);
}

/** Without query and fragment; an address that is none is left out. */
export function keepAddress(value: string, base: string): string {
  if (/^javascript:/i.test(value.trim())) return 'javascript:;';
  if (value.startsWith('#')) return '#';
  if (!URL.canParse(value, base)) return '';
  const { origin, protocol, pathname } = new URL(value, base);
  if (!protocol.startsWith('http')) return `${protocol}…`;
  const path = decode(pathname)
    .replace(/;.*$/, '')
    .split('/')
    .map((part) => keepName(part))
    .join('/');
  return `${origin}${path}`;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
