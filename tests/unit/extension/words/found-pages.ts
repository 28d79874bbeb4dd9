// Renewal pages in markup that developers of such portals have written over the years, by hand and each in another manner.
// `name`, `phone`, `pin`, `verify`, `run` mark the parts that have to be found.

const password = '<input type="password" data-part="pin">';

export const foundPages: Readonly<Record<string, string>> = {
  'nested tables, wide labels, marks in cells of their own': `
    <table><tr><td><table border=0><tr><td colspan=3 class=title>证书更新</td></tr>
    <tr><td align=right><font color=red>*</font></td><td>经 办 人&nbsp;姓 名</td><td>：</td><td><input name=a1 data-part="name"></td></tr>
    <tr><td><font color=red>*</font></td><td>电&nbsp;&nbsp;&nbsp;&nbsp;话</td><td>：</td><td><input name=a2 data-part="phone"><font>（11位手机号）</font></td></tr>
    <tr><td></td><td>ＰＩＮ码</td><td>：</td><td>${password}&nbsp;<img src=btn1.gif alt="验证" onclick="yz()" data-part="verify"></td></tr>
    <tr><td colspan=4 align=center><img src=btn2.gif alt="更新证书" style="cursor:hand" onclick="gx()" data-part="run"></td></tr>
    </table></td></tr></table>`,
  'ASP.NET with labels of the server and a postback': `
    <form name="aspnetForm" method="post" action="CertUpdate.aspx" id="aspnetForm"><input type=hidden name=__VIEWSTATE value=dDwt>
    <div id="ctl00_Content"><span id="ctl00_Content_lblJbr">经办人：</span><input name="ctl00$Content$txtJbr" type="text" data-part="name" /><br />
    <span id="ctl00_Content_lblDh">联系电话：</span><input name="ctl00$Content$txtDh" type="text" data-part="phone" /><span style="color:Red;display:none;">电话不能为空</span><br />
    <span>Pin码：</span><input name="ctl00$Content$txtPin" type="password" data-part="pin" />
    <input type="submit" name="ctl00$Content$btnYz" value=" 验 证 " data-part="verify" /><br />
    <a id="ctl00_Content_lbGx" href="javascript:__doPostBack('ctl00$Content$lbGx','')" data-part="run">【更新证书】</a></div></form>`,
  'a PIN box that is a text box masked by style': `
    <form><table><tr><td>经办人姓名</td><td><input data-part="name"></td></tr><tr><td>联系电话</td><td><input data-part="phone"></td></tr>
    <tr><td>PIN码</td><td><input type="text" style="-webkit-text-security: disc" data-part="pin"></td></tr></table><button type="button" data-part="verify">验证</button><button type="button" data-part="run">更新证书</button></form>`,
  'a PIN box that becomes one once the cursor is in it': `
    <form><table><tr><td>经办人姓名</td><td><input data-part="name"></td></tr><tr><td>联系电话</td><td><input data-part="phone"></td></tr>
    <tr><td>PIN码</td><td><input type="text" onfocus="this.type='password'" autocomplete="off" data-part="pin"></td></tr></table><button type="button" data-part="verify">验证</button><button type="button" data-part="run">更新证书</button></form>`,
  'a PIN box that draws dots by its font': `
    <form><table><tr><td>经办人姓名</td><td><input data-part="name"></td></tr><tr><td>联系电话</td><td><input data-part="phone"></td></tr>
    <tr><td>PIN码</td><td><input type="tel" style="font-family: text-security-disc" data-part="pin"></td></tr></table><button type="button" data-part="verify">验证</button><button type="button" data-part="run">更新证书</button></form>`,
  'icons drawn by a font from their names': `
    <form><table><tr><td>经办人姓名</td><td><input data-part="name"></td></tr><tr><td>联系电话</td><td><input data-part="phone"></td></tr>
    <tr><td>PIN码</td><td>${password}</td></tr></table><button type="button" data-part="verify"><i class="material-icons">verified_user</i>验证</button>
    <button type="button" data-part="run"><span class="md-icon" aria-hidden="true">autorenew</span> 更新证书</button></form>`,
  layui: `
    <form class="layui-form"><div class="layui-form-item"><label class="layui-form-label">经办人姓名<span>*</span></label><div class="layui-input-block"><input type="text" class="layui-input" data-part="name"></div></div>
    <div class="layui-form-item"><div class="layui-inline"><label class="layui-form-label">手机号</label><div class="layui-input-inline"><input type="tel" class="layui-input" data-part="phone"></div></div></div>
    <div class="layui-form-item"><label class="layui-form-label">PIN码</label><div class="layui-input-inline">${password}</div><div class="layui-form-mid layui-word-aux">请输入U盾的PIN码</div><button type="button" class="layui-btn layui-btn-primary" data-part="verify"><i class="layui-icon">&#xe605;</i> 验证</button></div>
    <div class="layui-form-item"><div class="layui-input-block"><button class="layui-btn" lay-submit data-part="run"><i class="layui-icon">&#xe681;</i>更新证书</button></div></div></form>`,
  'easyui: the real boxes are hidden, others are drawn': `
    <table><tr><td>经办人姓名:</td><td><input class="easyui-textbox textbox-f" style="display:none" type=text><span class="textbox"><input type="text" class="textbox-text validatebox-text" data-part="name"><input type="hidden" class="textbox-value" name="jbr"></span></td></tr>
    <tr><td>电话:</td><td><input class="easyui-numberbox" style="display:none" type=text><span class="textbox"><input type="text" class="textbox-text" data-part="phone"><input type="hidden" class="textbox-value"></span></td></tr>
    <tr><td>PIN码:</td><td><input type="password" style="display:none"><span class="textbox"><input type="password" class="textbox-text" data-part="pin"></span></td></tr></table>
    <div style="text-align:center"><a href="javascript:void(0)" class="easyui-linkbutton l-btn" data-part="verify"><span class="l-btn-left"><span class="l-btn-text">验证</span></span></a>
    <a href="javascript:void(0)" class="easyui-linkbutton l-btn" data-part="run"><span class="l-btn-left l-btn-icon-left"><span class="l-btn-text">更新证书</span><span class="l-btn-icon icon-ok">&nbsp;</span></span></a></div>`,
  'Ext 3: items with labels for, buttons as tables': `
    <div class="x-panel x-form"><div class="x-form-item"><label for="ext-comp-1003" class="x-form-item-label">经办人姓名:</label><div class="x-form-element"><input type="text" id="ext-comp-1003" class="x-form-text" data-part="name"></div><div class="x-form-clear-left"></div></div>
    <div class="x-form-item"><label for="ext-comp-1004" class="x-form-item-label">联系电话:</label><div class="x-form-element"><input type="text" id="ext-comp-1004" class="x-form-text" data-part="phone"></div></div>
    <div class="x-form-item"><label for="ext-comp-1005" class="x-form-item-label">PIN码:</label><div class="x-form-element"><input type="password" id="ext-comp-1005" class="x-form-text" data-part="pin"></div></div>
    <div class="x-panel-btns"><table><tr><td><table class="x-btn"><tr><td class="x-btn-ml"></td><td class="x-btn-mc"><em unselectable="on"><button type="button" class="x-btn-text" data-part="verify">验证</button></em></td></tr></table></td>
    <td><table class="x-btn"><tr><td class="x-btn-mc"><em><button type="button" class="x-btn-text" data-part="run">更新证书</button></em></td></tr></table></td></tr></table></div></div>`,
  'bootstrap with placeholders and no label': `
    <form class="form-horizontal"><h3>社保用户证书更新快速通道</h3><div class="form-group"><input class="form-control" placeholder="请输入经办人姓名" data-part="name"></div>
    <div class="form-group"><input class="form-control" placeholder="请输入您的手机号码" data-part="phone"></div>
    <div class="input-group"><input type="password" class="form-control" placeholder="请输入PIN码" data-part="pin"><span class="input-group-btn"><button class="btn btn-default" type="button" data-part="verify">验证</button></span></div>
    <button type="button" class="btn btn-primary btn-block" data-part="run"><span class="glyphicon glyphicon-refresh"></span>&nbsp;更新证书</button></form>`,
  'label row above box row': `
    <table class="grid"><tr><th>经办人姓名</th><th>电话</th><th>PIN码</th><th>操作</th></tr>
    <tr><td><input type=text data-part="name"></td><td><input type=text data-part="phone"></td><td>${password}</td>
    <td><span class="btn" onclick="check()" data-part="verify">验证</span> <span class="btn" onclick="upd()" data-part="run">更新证书</span></td></tr></table>`,
  'divs as rows, labels above': `
    <div class="row"><div class="c">经办人姓名</div><div class="c">联系电话</div></div>
    <div class="row"><div class="c"><input data-part="name"></div><div class="c"><input data-part="phone"></div></div>
    <div class="row"><div class="c">PIN码</div></div><div class="row"><div class="c">${password}</div></div>
    <div class="ops"><div role="button" tabindex="0" data-part="verify">验证</div><div role="button" tabindex="0" data-part="run">更新证书 »</div></div>`,
  'definition list': `
    <dl><dt>经办人姓名：</dt><dd><input data-part="name"></dd><dt>电话：</dt><dd><input data-part="phone"></dd><dt>PIN码：</dt><dd>${password}<a href="###" onclick="return yz()" data-part="verify">验证</a></dd></dl>
    <p><a class="anniu" data-part="run"><b>更新证书</b></a></p>`,
  'fieldsets of one box each': `
    <fieldset><legend>经办人姓名</legend><input data-part="name"></fieldset><fieldset><legend>电话</legend><input data-part="phone"></fieldset>
    <fieldset><legend>PIN码</legend>${password}</fieldset><input type="button" value="验证" data-part="verify"><input type="image" src="gx.png" alt="更新证书" data-part="run">`,
  'list items, text in the same item': `
    <ul><li>经办人姓名：<input data-part="name"></li><li>电　　话：<input data-part="phone"></li><li>P I N 码：<input type=password data-part="pin"> <input type=button value=验证 data-part="verify"></li>
    <li><input type="button" value="更 新 证 书" data-part="run"></li></ul>`,
  'aria only, icons as buttons': `
    <div><input aria-label="经办人姓名" data-part="name"><b id="l2">联系电话</b><hr><input aria-labelledby="l2" data-part="phone"><input type="password" title="PIN码" data-part="pin">
    <button aria-label="验证" data-part="verify"><svg></svg></button><a href="#" title="更新证书" class="ico-gx" data-part="run"></a></div>`,
  'all in the body with line breaks, upper case, no form': `
    <HTML><BODY BGCOLOR=#FFFFFF><CENTER><FONT SIZE=4><B>证书更新</B></FONT></CENTER><BR>经办人姓名:<INPUT TYPE=TEXT NAME=T1 data-part="name"><BR>电话:<INPUT TYPE=TEXT NAME=T2 data-part="phone"><BR>
    PIN码:<INPUT TYPE=PASSWORD NAME=T3 data-part="pin"><BR><INPUT TYPE=BUTTON VALUE=验证 data-part="verify"><INPUT TYPE=BUTTON VALUE=更新证书 data-part="run"></BODY></HTML>`,
  'numbered steps and hints behind the boxes': `
    <div><p>1、经办人姓名（必填）： <input data-part="name"> 请填写与申请表一致的姓名 2、电话： <input data-part="phone"> 格式：13800000000</p>
    <p>3、PIN码： ${password} 初始密码为8位数字</p><p><button data-part="verify">4、验证</button> <button data-part="run">5、更新证书</button></p></div>`,
  'four cells a row, a menu beside that says the same': `
    <div id="menu"><ul><li><a href="/zsxb.do">证书新办</a></li><li><a href="/zsgx.do">证书更新</a></li><li><a href="/zsbg.do">证书变更</a></li></ul></div>
    <table><tr><td class=l>经办人姓名</td><td><input data-part="name"></td><td class=l>电话</td><td><input data-part="phone"></td></tr>
    <tr><td class=l>PIN码</td><td colspan=3>${password}<input type=button value=验证 data-part="verify"></td></tr><tr><td colspan=4><input type=button value=更新证书 data-part="run" disabled></td></tr></table>`,
  'Word as an editor: every piece of a label in a tag of its own': `
    <table><tr><td><p class=MsoNormal><span lang=ZH>经办</span><span lang=ZH>人</span><span>姓名</span><span lang=EN-US>:</span></p></td><td><p><input data-part="name"></p></td></tr>
    <tr><td><p><b><span>联</span></b><span>系电话</span></p></td><td><input data-part="phone"></td></tr><tr><td><p><span lang=EN-US>PIN</span><span>码</span></p></td><td>${password}</td></tr>
    <tr><td><button data-part="verify"><span>验</span><span>证</span></button></td><td><button data-part="run">更新<br>证书</button></td></tr></table>`,
  'an enclosing label, a cell as a button': `
    <div><label>经办人姓名 <input data-part="name"></label><label>联系人电话 <input data-part="phone"></label><label>UKey密码 ${password}</label>
    <table><tr><td class="btn" onclick="yz()" data-part="verify">验证</td><td class="btn" onclick="gx()" data-part="run">更新证书</td></tr></table></div>`,
  'other boxes between: captcha, mail, a choice of certificate': `
    <form><div><span>选择证书</span><select><option>重庆某公司</option></select></div><div><span>经办人姓名</span><input data-part="name"></div><div><span>经办人电话</span><input data-part="phone"></div>
    <div><span>电子邮箱</span><input></div><div><span>PIN码</span>${password}</div><div><span>验证码</span><input size=4><img src=code.jpg alt=验证码> <a href="javascript:;">换一张</a></div>
    <div><a class=btn href="javascript:;" data-part="verify">验 证</a><a class=btn href="javascript:;" data-part="run">立即更新证书</a><a class=btn href="/">返回</a></div></form>`,
  'labels in the row below the boxes, the button beside both': `
    <h3>证书更新</h3><table><tr><td><input data-part="name"></td><td><input data-part="phone"></td><td>${password}</td><td rowspan=2><input type=button value=验证 data-part="verify"></td></tr>
    <tr align=center><td>经办人姓名</td><td>电话</td><td>PIN码</td></tr></table><input type=button value=更新证书 data-part="run">`,
  'labels that float up from behind the boxes': `
    <h3>证书更新</h3><div class=fl><input data-part="name"><i></i><span>经办人姓名</span></div><div class=fl><input data-part="phone"><i></i><span>电话</span></div><div class=fl>${password}<i></i><span>PIN码</span></div>
    <button data-part="verify">验证</button><button data-part="run">更新证书</button>`,
  'drawings with words of their own in the buttons': `
    <p>经办人姓名<input data-part="name"></p><p>电话<input data-part="phone"></p><p>PIN码${password}</p><button data-part="verify"><svg><title>check</title><desc>a tick</desc><path d="M0 0"/></svg>验证</button>
    <button data-part="run">更新证书<svg><desc>arrow</desc><path d="M0 0"/></svg></button>`,
  'elements of a framework of its own': `
    <style>uni-view,uni-button{display:block}</style><uni-view><uni-text><span>经办人姓名</span></uni-text><uni-input><div><div>请输入</div><input data-part="name"></div></uni-input></uni-view>
    <uni-view><uni-text><span>电话</span></uni-text><uni-input><div><div>请输入</div><input type=tel data-part="phone"></div></uni-input></uni-view>
    <uni-view><uni-text><span>PIN码</span></uni-text><uni-input><div><div>请输入</div>${password}</div></uni-input><uni-view class=code-btn data-part="verify">验证</uni-view></uni-view><uni-button data-part="run">更新证书</uni-button>`,
  'labels that a style sheet draws': `
    <style>.f::before{width:99px}.xm::before{content:"经办人姓名："}.req::after,.old:after{content:"*"}[data-th]:before{content:attr(data-th)}@media screen{.b1::after{content:"验证"}}.b2::after{content:"NEW"}</style>
    <div class="f xm req"><input data-part="name"></div><table><tr><td data-th="联系电话"><input data-part="phone"></td></tr><tr><td data-th="PIN码">${password}<button class=b1 data-part="verify"></button></td></tr></table><button class=b2 data-part="run">更新证书</button>`,
  'labels and boxes in rows of one cell, cells as buttons': `
    <table><tr><td>经办人姓名</td></tr><tr><td><input data-part="name"></td></tr><tr><td>电话</td></tr><tr><td><input data-part="phone"></td></tr><tr><td>PIN码</td></tr><tr><td>${password}</td></tr></table>
    <table><tr><td onclick="v()" data-part="verify">验　证</td><td width=20></td><td onclick="u()" data-part="run">更新证书</td></tr></table>`,
};
