// Pages that are about certificates, PINs, names and phones and are not the page of a job: nothing of ours may appear on them.

export const otherPages: Readonly<Record<string, string>> = {
  'the manual as a page': `<h1>数字证书自助办理操作手册</h1><p>③插入证书 U 盾，保证浏览器处于兼容模式</p><p>④输入经办人姓名、电话、pin 码后点击验证，然后点击“更新证书”</p><p>⑤更新成功</p>
    <p>经办人姓名：<br>电话：<br>PIN码：</p><p><b>验证</b> <b>更新证书</b></p><a href="/down/sc.doc">下载</a>`,
  'the manual with a search box and a feedback form below': `<form><input name=q placeholder="请输入关键字"><input type=submit value=搜索></form><h2>证书更新</h2><p>输入经办人姓名、电话、PIN码，点击“验证”，再点击“更新证书”。</p>
    <form><h3>意见反馈</h3>姓名：<input name=n> 电话：<input name=t> 内容：<textarea></textarea><input type=submit value=提交></form>`,
  'a login with a captcha and links to the jobs': `<form><table><tr><td>手机号码：</td><td><input></td></tr><tr><td>密　码：</td><td><input type=password></td></tr><tr><td>验证码：</td><td><input><img alt=验证码></td></tr>
    <tr><td colspan=2><input type=submit value="登 录"><a href="/quick.do">社保用户证书更新快速通道</a></td></tr></table></form><ul><li><a href="gx.do">证书更新</a></li></ul>`,
  'a login by text message': `<form>姓名 <input> 手机号 <input> 密码 <input type=password> <button type=button>获取验证码</button> 短信验证码 <input> <button>登录</button></form>`,
  'unlocking a PIN': `<table><tr><td>经办人姓名</td><td><input></td></tr><tr><td>电话</td><td><input></td></tr><tr><td>新PIN码</td><td><input type=password></td></tr><tr><td>确认新PIN码</td><td><input type=password></td></tr></table>
    <input type=button value=验证><input type=button value=解锁>`,
  'changing a PIN, 更新证书 in the menu with a script behind it': `<ul class=nav><li><a href="javascript:go('gx')">更新证书</a></li><li><a href="javascript:go('bg')">变更证书</a></li></ul>
    <form>原PIN码<input type=password>新PIN码<input type=password>确认PIN码<input type=password><button>验证</button><button>确定</button></form>`,
  'a menu with all words as links': `<ul><li><a href="#">经办人姓名</a></li><li><a href="#">电话</a></li><li><a href="#">PIN码</a></li><li><a href="#">验证</a></li><li><a href="#">更新证书</a></li></ul>`,
  'a list of news': `<ul><li><a href="/n/1.htm">关于更新证书的通知</a><span>2018-05-04</span></li><li><a href="/n/2.htm">证书更新</a></li><li><a href="/n/3.htm">变更证书须知</a></li></ul><input name=key><input type=button value=检索>`,
  'checking whether a certificate is genuine': `<form>经办人姓名<input>电话<input>证书密码<input type=password><input type=button value=验证><input type=button value=查询证书></form>`,
  'the form printed, without boxes': `<table><tr><td>经办人姓名</td><td>李华</td></tr><tr><td>电话</td><td>138</td></tr><tr><td>PIN码</td><td>******</td></tr><tr><td colspan=2><button onclick="window.print()">打印</button><button>验证</button><button>更新证书</button></td></tr></table>`,
  'the form, hidden': `<div style="display:none"><form>经办人姓名<input>电话<input>PIN码<input type=password><button type=button>验证</button><button type=button>更新证书</button></form></div><p>系统维护中</p>`,
  'the form twice': `<form>经办人姓名<input>电话<input>PIN码<input type=password><button type=button>验证</button><button type=button>更新证书</button></form>
    <form>经办人姓名<input>电话<input>PIN码<input type=password><button type=button>验证</button><button type=button>更新证书</button></form>`,
  'two buttons 更新证书 in one form': `<form>经办人姓名<input>电话<input>PIN码<input type=password><button type=button>验证</button><button type=button>更新证书</button><button type=button>更新证书</button></form>`,
  'registering an enterprise with two identity cards and a licence': `<form>单位名称<input>统一社会信用代码<input>法人姓名<input>营业执照<input type=file>法人身份证<input type=file>经办人身份证<input type=file><button>提交</button></form>`,
  'asking for contributions': `<form>单位名称<input>社保号<input>查询年度<select><option>2018</option></select><button>查询</button></form>`,
  'registering an account': `<form>单位名称<input>社保号<input>手机号码<input>密码<input type=password><button>下一步</button></form>`,
  'a table of goods with order numbers': `<table><tr><th>订单号</th><th>商品</th><th>价格</th></tr><tr><td>201511240001</td><td>打印机</td><td>800</td></tr></table>`,
  'a login above a menu whose entries run scripts': `<div><p>姓名<input></p><p>手机号<input></p><p>密码<input type=password></p><button>身份验证</button><button>登录</button></div>
    <ul>${['证书新办', '证书更新', '证书补办'].map((job) => `<li><a href="javascript:void(0)" onclick="menu(1)">${job}</a></li>`).join('')}</ul>`,
  'a U盾 login in the head, the job in the bar below': `<div>PIN码 <input type=password><button>验证</button></div><nav><a href="#" onclick="open1()">更新证书</a></nav>`,
  'a declaration of contributions': `<h3>社会保险费缴费申报</h3><form><p>参保区域：<select><option>渝北区</option></select></p><p>单位名称：<input></p><p>社保号：<input></p><p>缴费月份：<input></p><input type=submit value=下一步></form>`,
  'a complaint': `<h3>投诉建议</h3><form><p>所属区域<select><option>渝北区</option></select></p><p>单位名称<input></p><p>单位编号<input></p><p>内容<textarea></textarea></p><input type=submit value=提交></form>`,
  'the wizard of another job': `<div><span>1 录入信息</span><span>2 上传资料</span><span>3 审核</span></div><h3>单位参保登记</h3><form><h4>单位信息</h4><p>单位名称：<input></p><p>社保号：<input></p><p>统一社会信用代码：<input></p><h4>经办人信息</h4><p>经办人：<input></p><input type=submit value=下一步></form>`,
  'registering a seal': `<h3>公安局印章备案</h3><table>${['申请表', '印章取样表', '营业执照', '法定代表人身份证', '经办人身份证'].map((name) => `<tr><td>${name}</td><td><input type=file></td></tr>`).join('')}</table>`,
  'the form as a drawing in the manual': `<h2>操作演示</h2><div inert><p>经办人姓名<input></p><p>电话<input></p><p>PIN码<input type=password><button>验证</button></p><button>更新证书</button></div>`,
  'a message to the bureau with drawn labels': `<style>.n::before{content:"姓名"}.t::before{content:"电话"}.go::before{content:"更新证书"}</style><h3>留言</h3><div class=n><input></div><div class=t><input></div><button class=go></button><button>提交</button>`,
  'a U盾 login and a link with a script behind it': `<div>PIN码 <input type=password><button>验证</button><button>登录</button></div><div><a href="javascript:go()">证书更新</a> <a href=a.html>帮助</a></div>`,
  'a login with a name, the job as a tile': `<div><p>手机号<input></p><p>姓名<input></p><p>密码<input type=password></p><button>验证</button></div><div onclick="go()"><b>更新证书</b><small>在线办理</small></div>`,
  'identity first, the jobs in a list': `<form><p>联系人<input></p><p>联系电话<input></p><p>口令<input type=password></p><input type=button value=身份验证></form><ul><li onclick="a()">证书更新</li><li onclick="b()">常见问题</li></ul>`,
};
