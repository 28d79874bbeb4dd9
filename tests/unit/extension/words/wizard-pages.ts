// Pages of the wizard, of orders and of U盾 kinds in markup of other makers than the simulated portal's, by hand.

const materials = ['数字证书申请表', '签章取样表', '工商营业执照', '法人身份证', '经办人身份证'];

export const stepBar =
  '<div class="flow"><span class="on">信息校验 01</span><i></i><span>录入信息 02</span><i></i><span>打印申请表 03</span><i></i><span>上传资料 04</span><i></i><span>审核 05</span></div>';

export const uploadPages: Readonly<Record<string, string>> = {
  'a table with notes in every cell': `${stepBar}<form><table>${materials
    .map(
      (name) =>
        `<tr><td class=l><font color=red>*</font>${name}<br>(需加盖公章)<br><a href="#">${name}填写样例</a></td><td>选择上传文件<input type=file></td><td>请把打印出来的${name}加盖公章，通过扫描件或拍照形成电子图片上传。</td></tr>`,
    )
    .join('')}</table><input type=button value=下一步></form>`,
  'cards with the box laid over a button': `<div class=cards>${materials
    .map(
      (name, index) =>
        `<div class="card"><h4>${index + 1}. ${name}<small>（需加盖公章）</small></h4><div class="pick"><a class="btn">选择上传文件<input type="file" style="opacity:0;position:absolute"></a></div><p class="tip">支持.jpg.jpeg.bmp.gif.png格式</p></div>`,
    )
    .join('')}</div><button>提交资料</button>`,
  'layui, whose boxes are not shown': `${materials
    .map(
      (name) =>
        `<div class="layui-form-item"><label class="layui-form-label">${name}：</label><div class="layui-input-block"><button type="button" class="layui-btn">选择文件</button><input class="layui-upload-file" type="file" style="display:none"></div></div>`,
    )
    .join('')}`,
  'names below the boxes': `<h3>上传资料</h3><div class=grid>${materials
    .map(
      (name) =>
        `<div class=card><div class=up><i>+</i><input type=file style="opacity:0"></div><p>${name}</p><a href="#">查看示例</a></div>`,
    )
    .join('')}</div>`,
  'what is wanted between name and box': `<table><tr><th>资料</th><th>要求</th><th>文件</th></tr>${materials
    .map((name) => `<tr><td>${name}</td><td>复印件加盖公章</td><td><input type=file></td></tr>`)
    .join('')}</table>`,
  'a sample between name and box': `<table>${materials
    .map(
      (name, index) =>
        `<tr><td>${index + 1}</td><td>${name}（加盖公章）</td><td><a href="s${index}.jpg">样图</a></td><td><input type=file></td></tr>`,
    )
    .join('')}</table>`,
  'a list of definitions': `<dl>${materials.map((name) => `<dt>${name}</dt><dd><input type=file> <span>未上传</span></dd>`).join('')}</dl>`,
};

export const field = (label: string) => `<tr><td>*${label}：</td><td><input type=text data-label="${label}"></td></tr>`;
export const applyForm = `${stepBar}<table><tr><td colspan=2 class=h>证书信息 (带*为必填项)</td></tr>${field('单位名称').replace('<input', '<input data-part="certificate"')}${field('社保号')}
  <tr><td colspan=2 class=h>单位信息 (带*为必填项)</td></tr>${field('单位名称').replace('<input', '<input data-part="unit"')}${['社会统一信用代码', '法人姓名', '身份证号码', '联系电话', '办公电话', '企业网址', '单位地址'].map(field).join('')}
  <tr><td colspan=2 class=h>经办人信息</td></tr>${['经办人', '手机号码', '邮　箱', '微信号', '邮寄地址'].map(field).join('')}</table><p><a class=btn href="javascript:;">下一步</a></p>`;

export const unitCheck = `<h3>信息校验</h3><form><p>项目名称：<select><option>重庆市网上社保项目</option></select></p><p>参保区域：<select data-part="area"><option>渝北区</option></select></p>
  <p>单位名称：<input data-part="unit"></p><p>单位社保号：<input data-part="number"></p><p><input type=submit value=下一步></p></form>`;

/** 参保区域 as scripts draw it: a box that nobody types into, its list elsewhere or hidden. */
export const drawnAreas: Readonly<Record<string, string>> = {
  layui:
    '<select style="display:none"><option>渝北区</option></select><div class="layui-form-select"><div><input readonly placeholder="请选择" data-part="area"></div><dl style="display:none"><dd>渝北区</dd></dl></div>',
  'element-ui':
    '<div class="el-select"><div class="el-input"><input readonly placeholder="请选择" data-part="area"></div></div>',
  antd: '<div class="ant-select"><span><input type=search role=combobox aria-haspopup=listbox data-part="area"></span><span>请选择</span></div>',
};

export const printPage = `<h2>数字证书申请表</h2><table><tr><td rowspan=2>*单位信息</td><td>*单位名称</td><td colspan=3>重庆山城机械制造有限公司</td></tr><tr><td>*企业法人</td><td>张明</td><td>*联系电话</td><td>138</td></tr>
  <tr><td>*证书应用项目</td><td colspan=4>区域: 重庆 类别: 社保 项目名称: 重庆市网上社保项目-渝北</td></tr><tr><td>*操作类型</td><td colspan=4>☑ 证书申请 ☐ 证书更新</td></tr><tr><td>*申请人声明</td><td colspan=4>遵守</td></tr></table>
  <button onclick="window.print()" data-part="print"><i class="icon-print"></i> 打 印</button>(如已打印请忽略直接点击下一步)<a href="#" class=btn>下一步</a>`;

export const keyTable = `<div class=crumb>你现在的位置: 首页 &gt; 证书变更</div><p>提示: 请选择您使用的钥匙盘!</p><table><thead><tr><td>编号</td><td>钥匙盘</td><td>驱动下载</td></tr></thead><tbody>
  <tr><td>1</td><td><img src=k1.jpg>社保网上申报用户专用</td><td><a href="bg.do?k=1">点此变更</a> <a href="d1.zip">下载驱动</a></td></tr><tr><td>2</td><td><img src=k2.jpg></td><td><a href="bg.do?k=2">点此变更</a> <a href="d2.zip">下载驱动</a></td></tr></tbody></table>`;

export const orderLists: Readonly<Record<string, string>> = {
  'a table with a head of plain cells': `<table><tr class=head><td>序号</td><td>订单编号</td><td>业务类型</td><td>单位名称</td><td>申请时间</td><td>订单状态</td><td>操作</td></tr>
    <tr><td>1</td><td>BG201511240001</td><td>证书变更</td><td>重庆山城机械制造有限公司</td><td>2015-11-24 16:02:41</td><td>审核通过</td><td><a href="x.do?id=1">下载</a></td></tr>
    <tr><td>2</td><td>XB201511230002</td><td>证书新办</td><td>重庆山城机械制造有限公司</td><td>2015-11-23</td><td><font color=red>审核不通过</font></td><td><a href="y.do">重新上传</a></td></tr></table>`,
  'easyui: head and rows are two tables': `<div class="datagrid-view"><div class="datagrid-header"><table><tr><td><div><span>订单号</span></div></td><td><div><span>业务类型</span></div></td><td><div><span>订单状态</span></div></td><td><div><span>操作</span></div></td></tr></table></div>
    <div class="datagrid-body"><table><tr><td><div>BG201511240001</div></td><td><div>证书变更</div></td><td><div>审核通过</div></td><td><div><a href="javascript:down(1)">下载</a></div></td></tr><tr><td><div>XB201511230002</div></td><td><div>证书新办</div></td><td><div>审核不通过</div></td><td><div></div></td></tr></table></div></div>`,
  'cards with labels': `<ul><li><p>订单号：BG201511240001</p><p>业务类型：<b>证书变更</b></p><p>状态：<span>审核通过</span></p><a href="#">下载证书</a></li><li><p>订单号：XB201511230002</p><p>业务类型：<b>证书新办</b></p><p>状态：<span>审核不通过</span></p></li></ul>`,
};
