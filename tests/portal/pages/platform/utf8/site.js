var base = "/easyca/netpay/";
function byId(s){ return document.getElementById(s); }
function newCaptcha(){
	var list = document.getElementsByTagName("img"), i;
	for(i = 0; i < list.length; i++) if(list[i].className == "captcha") list[i].src = base + "captcha.do?r=" + Math.random();
}
function ajax(method, url, data, ok){
	var x = new XMLHttpRequest();
	x.open(method, base + url, true);
	if(typeof data == "string") x.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
	x.onreadystatechange = function(){
		if(x.readyState != 4) return;
		var r;
		try{ r = eval("(" + x.responseText + ")"); }catch(e){ alert("\u7f51\u7edc\u5f02\u5e38\uff0c\u8bf7\u7a0d\u540e\u91cd\u8bd5"); return; }
		if(r.code == "9001"){ alert(r.msg); location.href = base; return; }
		ok(r);
	};
	x.send(data);
}
function layerAlert(text, yes){
	var shade = document.createElement("div"), box = document.createElement("div");
	shade.className = "layui-layer-shade";
	box.className = "layui-layer layui-layer-dialog";
	box.id = "layui-layer1";
	box.innerHTML = '<div class="layui-layer-title">\u4fe1\u606f</div><div class="layui-layer-content"></div><span class="layui-layer-setwin"><a class="layui-layer-close" href="javascript:;">\u00d7</a></span><div class="layui-layer-btn"><a class="layui-layer-btn0" href="javascript:;">\u786e\u5b9a</a></div>';
	box.querySelector(".layui-layer-content").appendChild(document.createTextNode(text));
	document.body.appendChild(shade);
	document.body.appendChild(box);
	function close(){ box.parentNode.removeChild(box); shade.parentNode.removeChild(shade); return false; }
	box.querySelector(".layui-layer-close").onclick = close;
	box.querySelector(".layui-layer-btn0").onclick = function(){ close(); yes(); return false; };
}
