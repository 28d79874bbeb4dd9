/* 公共函数 */
function ShowToday(id){
	var d=new Date(),w="日一二三四五六";
	var o=document.getElementById(id);
	if(o){o.innerHTML="今天是"+d.getFullYear()+"年"+(d.getMonth()+1)+"月"+d.getDate()+"日 星期"+w.charAt(d.getDay());}
}
function SetHome(obj){
	try{obj.style.behavior="url(#default#homepage)";obj.setHomePage(location.href);}
	catch(e){alert("请使用IE浏览器，或在浏览器选项中手动设置首页！");}
}
function AddFav(){
	try{window.external.AddFavorite(location.href,document.title);}
	catch(e){alert("请按 Ctrl+D 加入收藏！");}
}
