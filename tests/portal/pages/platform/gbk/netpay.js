/* netpay.js */
var ctx = "/easyca/netpay/";
function $(id){ return document.getElementById(id); }
function Trim(s){ return s.replace(/(^\s*)|(\s*$)/g, ""); }
function RefreshCode(){ $("imgCode").src = ctx + "captcha.do?t=" + new Date().getTime(); }
function PostForm(url, data, fn){
	var x = window.XMLHttpRequest ? new XMLHttpRequest() : new ActiveXObject("Microsoft.XMLHTTP"), s = [];
	for(var k in data){ s.push(k + "=" + encodeURIComponent(data[k])); }
	x.open("POST", ctx + url, true);
	x.setRequestHeader("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
	x.onreadystatechange = function(){
		if(x.readyState != 4){ return; }
		var r = null;
		try{ r = eval("(" + x.responseText + ")"); }catch(e){ alert("\u7cfb\u7edf\u7e41\u5fd9\uff0c\u8bf7\u7a0d\u540e\u518d\u8bd5\uff01"); return; }
		if(r.code == "9001"){ alert(r.msg); top.location.href = ctx; return; }
		fn(r);
	};
	x.send(s.join("&"));
}
/* layer */
function ShowLayer(text, fnYes){
	var shade = document.createElement("div"), box = document.createElement("div");
	shade.className = "xubox_shade";
	box.className = "xubox_layer";
	box.id = "xubox_layer1";
	box.innerHTML = "<div class='xubox_title'><a href='javascript:void(0)' class='xubox_close'>\u00d7</a><em style='font-style:normal'>\u4fe1\u606f</em></div><div class='xubox_text'></div><div class='xubox_botton'><a href='javascript:void(0)' class='xubox_yes'>\u786e\u5b9a</a></div>";
	box.childNodes[1].appendChild(document.createTextNode(text));
	function Close(){ document.body.removeChild(box); document.body.removeChild(shade); }
	document.body.appendChild(shade);
	document.body.appendChild(box);
	box.getElementsByTagName("a")[0].onclick = function(){ Close(); return false; };
	box.getElementsByTagName("a")[1].onclick = function(){ fnYes(); Close(); return false; };
}
