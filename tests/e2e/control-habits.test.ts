// Habits of pages written for Internet Explorer, many on one page: each is named, and the page says which of them did not work.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirmQuestion } from '../support/browser/control-clerk.ts';
import { listFrames } from '../support/browser/find-page.ts';
import { type Office, openOffice } from '../support/browser/office.ts';

const site = 'http://os.ezca.org:8001/easyca/ocx/page/';
const unitName = '重庆山城机械制造有限公司';

/** What a page tries: a name, and an expression of old JScript that must be true. */
const habits: Readonly<Record<string, string>> = {
  'members in any spelling': `(ca.MYCERTIFICATES.newenum(ca.myfilter), ca.mycertificates.getthechoosecert().getcertdnitembyname('O') == '${unitName}')`,
  'members by string': `ca['MyCertificates']['GetTheChooseCert']()['NotAfter'] != null`,
  'a global function named as the member': `SOF_GetUserList().indexOf('EZCA@') > 0`,
  'a method kept in a variable': `(function(){ var get = ezca.SOF_GetUserList; return get() == ezca.sof_getuserlist(); })()`,
  'named on document': `document.ca.object != null && document['ca'] == ca && document.all.ca == ca && document.all('ca') == ca`,
  'by eval': `eval('ca.MyFilter') != null && eval('document.all.ca.object') != null`,
  'a filter filled in any spelling': `(function(){ var f = ca.MyFilter; f.certtype = 'DIGITAL_SIGNATURE'; f.ISSUER = 'Chongqing  CA'; return f.CertType == 'DIGITAL_SIGNATURE'; })()`,
  'a property of the page’s own on a control': `(ca.checkCrl = true, ca.checkCrl === true)`,
  'braces and capitals in classid': `braced.MyCertificates != null`,
  'innerHTML inside a function': `(function(){ var d = document.createElement('div'); document.body.appendChild(d); d.innerHTML = '<OBJECT ID="inner" WIDTH=0 HEIGHT=0 CLASSID="CLSID:127698e4-e730-4e5c-a2b1-21490a70c8a1" CODEBASE="xenroll.cab#Version=5,131,3659,0" VIEWASTEXT><PARAM NAME="a" VALUE="b">no control</OBJECT>'; return typeof inner.enumProviders(0, 0) == 'string'; })()`,
  'setAttribute after it was looked at': `(function(){ var o = document.createElement('object'); if (o.object) return false; o.setAttribute('classid', 'clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931'); document.body.appendChild(o); return o.object != null && o.MyFilter != null; })()`,
  'ProgIDs in any spelling and version': `new ActiveXObject('capicom.store.1') != null && new ActiveXObject('CEnroll.CEnroll.2') != null && new ActiveXObject('ezcalib.baseca') != null`,
  'called without new': `ActiveXObject('CAPICOM.Store') != null`,
  'is it there at all': `!!window.ActiveXObject && 'ActiveXObject' in window && typeof ActiveXObject != 'undefined'`,
  'a ladder of try and catch': `(function(){ var names = ['A.B', 'C.D.1', 'CAPICOM.Store'], got = null, failed = 0; for (var i = 0; i < names.length; i++) { try { got = new ActiveXObject(names[i]); break; } catch (e) { if (e instanceof Error && e.description && (e.number & 0xFFFF) == 429) failed++; } } return got != null && failed == 2; })()`,
  'a collection by call, Item, index and Enumerator': `(function(){ var s = new ActiveXObject('CAPICOM.Store'); s.open(2, 'my', 0); var cs = s.certificates, n = 0; for (var e = new Enumerator(cs); !e.atEnd(); e.moveNext()) if (e.item().thumbprint == cs(1).Thumbprint) n++; return n == 1 && cs.count == 1 && cs.Item(1).serialnumber == cs(1).SerialNumber; })()`,
  'an index out of range throws': `(function(){ var s = new ActiveXObject('CAPICOM.Store'); s.Open(2, 'My', 0); try { s.Certificates.Item(99).SubjectName; return false; } catch (e) { return true; } })()`,
  'dates as dates': `(function(){ var s = new ActiveXObject('CAPICOM.Store'); s.Open(2, 'My', 0); var d = s.Certificates(1).ValidToDate; return new Date(d).getFullYear() == d.getFullYear() && d > new Date(); })()`,
  'Find by name finds the unit': `(function(){ var s = new ActiveXObject('CAPICOM.Store'); s.Open(2, 'My', 0); return s.Certificates.Find(1, '${unitName.slice(0, 6)}', false).Count == 1; })()`,
  'is a member there': `'MyFilter' in ca && 'SOF_Login' in ezca && !('NobodyHasThis' in ca)`,
  'with a control’s element': `new Function('with (ezca) { return SOF_GetUserList().length > 0 && SOF_GetLastError() === 0; }')()`,
  'typeof members': `typeof ca.MyFilter == 'object' && typeof ezca.SOF_Login == 'function' && typeof ca.NobodyHasThis == 'undefined'`,
  'a control of unknown class, known by its members': `unknown.SOF_GetUserList().indexOf('EZCA@') > 0`,
  'markup for createElement': `(function(){ var o = document.createElement('<object id="marked" classid="clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931">'); document.body.appendChild(o); return marked.MyFilter != null && document.createElement('<input name="q">').name == 'q'; })()`,
  'a copy of a control’s element': `(function(){ var o = ca.cloneNode(true); o.id = 'copied'; document.body.appendChild(o); return copied.MyFilter != null && copied.MyFilter != ca.MyFilter; })()`,
  'an embed with a class, and inside of an object': `embedded.MyFilter != null && nested.MyFilter != null && document.nested.MyFilter != null`,
  insertAdjacentHTML: `(document.body.insertAdjacentHTML('beforeEnd', '<object id="adjacent" classid="clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931"></object>'), adjacent.MyCertificates != null)`,
  'VBArray and toArray': `(function(){ var v = new VBArray([1, 2]); return v.toArray().length == 2 && v.ubound(1) == 1 && v.lbound(1) == 0 && v.getItem(1) == 2 && [1].toArray()[0] == 1; })()`,
  getVarDate: `new Date(new Date(5).getVarDate()).getTime() == 5`,
  'number and description of any error': `(function(){ try { ca.NobodyHasThis(); } catch (e) { return e.number == -2146827850 && e.description != ''; } })()`,
  execScript: `(window.execScript('var executed = 5'), window.executed === 5)`,
  detachEvent: `(function(){ var n = 0, f = function(){ n++; }; forButton.attachEvent('onclick', f); forButton.detachEvent('onclick', f); forButton.click(); return n == 0; })()`,
  'document.all by number, with several, by item': `document.all(0) == document.documentElement && document.all['twice'].length == 2 && document.all.item('ca').object != null`,
  'forms by name': `document.frm.a.value == '1' && document.forms['frm'].a.value == '1' && frm.a.value == '1'`,
  'a frame written by the page': `(function(){ var f = document.createElement('iframe'); document.body.appendChild(f); var d = f.contentWindow.document; d.open(); d.write('<object id="written" classid="clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931"></object>'); d.close(); var w = f.contentWindow.written; w.MyCertificates.NewEnum(w.MyFilter); return w.MyCertificates.Count == 1; })()`,
  'Find by usage, time and key': `(function(){ var s = new ActiveXObject('CAPICOM.Store'); s.Open(); return s.Certificates.Find(12, 0x80).Find(9).Find(6, 2).Count == 1 && s.Certificates.Find(0, '00').Count == 0; })()`,
  'what a certificate tells': `(function(){ var s = new ActiveXObject('CAPICOM.Store'); s.Open(4, 'My', 0); var c = s.Certificates(1); return c.IsValid().result === true && c.PrivateKey.ContainerName != '' && c.Extensions().Item(1).OID.Value != '' && c.publickey().Length > 0; })()`,
  'a certificate from base64': `(function(){ var s = new ActiveXObject('CAPICOM.Store'); s.Open(); var c = new ActiveXObject('CAPICOM.Certificate'); c.Import(s.Certificates(1).Export(0)); return c.SerialNumber == s.Certificates(1).SerialNumber && !c.HasPrivateKey(); })()`,
  'an index out of range has a number': `(function(){ var s = new ActiveXObject('CAPICOM.Store'); s.Open(); try { s.Certificates.Item(7); } catch (e) { return e.number == -2147024809; } })()`,
  'a digest': `(function(){ var h = new ActiveXObject('CAPICOM.HashedData'); h.Algorithm = 0; h.Hash('abc'); return h.Value == '9F04F41A848514162050E3D68C1A7ABB441DC2B5'; })()`,
  'algorithms of a provider': `(function(){ var f = new ActiveXObject('X509Enrollment.CX509EnrollmentWebClassFactory'), l = f.CreateObject('X509Enrollment.CCspInformations'); l.AddAvailableCsps(); return l.ItemByIndex(0).CspAlgorithms.ItemByIndex(0).Name == 'RSA' && l.ItemByName(l(0).Name) != null; })()`,
  'walking through a user list': `(function(){ var l = XTXAPP.SOF_GetUserList(), at, n = 0; while ((at = l.indexOf('&&&')) != -1) { if (l.substring(0, at).indexOf('||') > 0) n++; l = l.substring(at + 3); } return n == 1; })()`,
  'an object literal as library': `lib.store() != null && lib.made.Certificates != null`,
  'with a control made by name': `(function(){ var s = new ActiveXObject('CAPICOM.Store'); return new Function('s', 'with (s) { Open(2, "My", 0); return Certificates.Count == 1; }')(s); })()`,
  'document.all as a condition': `(document.all ? true : false) && document.all.length > 0 && document.all['out'] != null && document.all.item('out') != null && document.all.tags('div').length > 0`,
  'attachEvent on an element': `(function(){ var seen = '', b = document.createElement('input'); b.type = 'button'; document.body.appendChild(b); b.attachEvent('onclick', function(){ seen = window.event.type + (window.event.srcElement == b); }); b.click(); return seen == 'clicktrue'; })()`,
  'an old request object': `(function(){ var x = new ActiveXObject('Msxml2.XMLHTTP.3.0'); x.open('POST', '../challenge.do', false); x.send(null); return x.status == 200; })()`,
  'a request object in any spelling': `(function(){ var x = new ActiveXObject('Microsoft.XMLHTTP'), n = 0; x.OnReadyStateChange = function(){ if (x.ReadyState == 4) n++; }; x.Open('POST', '../challenge.do', 'false'); x.SetRequestHeader('Content-Type', 'application/x-www-form-urlencoded'); x.Send(); return x.Status == 200 && x.ResponseText.indexOf('random') > 0 && x.getResponseHeader('x-none') === '' && n == 1; })()`,
  'an answer in XML': `(function(){ var x = new ActiveXObject('MSXML2.XMLHTTP.6.0'); x.open('GET', 'list-xml', false); x.send(); var d = x.responseXML; return d.documentElement.nodeName == 'List' && d.selectNodes('//Cert').length == 2 && d.getElementsByTagName('Cert')(1).getAttribute('id') == 'b' && d.selectSingleNode('/List/Cert[0]/Name').text == '甲'; })()`,
  'a document from a text': `(function(){ var d = new ActiveXObject('Microsoft.XMLDOM'); d.async = 'false'; if (!d.LoadXML('<?xml version="1.0" encoding="GBK"?>\\n<r>\\n  <a x="1">\\n y </a><b/>\\n</r>')) return false; var r = d.documentElement; return r.childNodes.length == 2 && r.childNodes(0).Text == 'y' && r.firstChild.attributes.getNamedItem('x').nodeValue == '1' && r.childNodes[1].nodeName == 'b' && d.selectSingleNode('//none') == null && d.xml.indexOf('<?xml version="1.0"?>') == 0 && r.ownerDocument == d; })()`,
  'a document that is none': `(function(){ var d = new ActiveXObject('Msxml2.DOMDocument.3.0'); return d.loadXML('<a><b></a>') === false && d.parseError.errorCode != 0 && d.parseError.reason != '' && d.documentElement == null && d.xml == ''; })()`,
  'a document made and read again': `(function(){ var d = new ActiveXObject('MSXML2.DOMDocument'), r = d.createElement('req'), p = d.createProcessingInstruction('xml', 'version="1.0"'); d.appendChild(p); d.appendChild(r); var n = d.createNode(1, 'subject', ''); n.text = '<甲>'; n.setAttribute('k', '1'); r.appendChild(n); r.appendChild(d.createCDATASection('x')); var e = new ActiveXObject('Msxml2.DOMDocument.6.0'); e.setProperty('SelectionLanguage', 'XPath'); return e.loadXML(d.xml) && e.selectSingleNode("/req/subject[1]").text == '<甲>' && e.documentElement.lastChild.nodeTypeString == 'cdatasection'; })()`,
  'a document from an address': `(function(){ var d = new ActiveXObject('Microsoft.XMLDOM'); d.async = false; d.load('list-xml'); var n = 0, l = d.documentElement.childNodes, c; while ((c = l.nextNode()) != null) n++; return n == 2 && d.readyState == 4 && d.parseError.errorCode == 0; })()`,
  'nothing that reaches the machine': `(function(){ var names = ['Scripting.FileSystemObject', 'WScript.Shell', 'Shell.Application', 'ADODB.Stream', 'Excel.Application'], failed = 0; for (var i = 0; i < names.length; i++) try { new ActiveXObject(names[i]); } catch (e) { if (e.number == -2146827859) failed++; } return failed == 5; })()`,
  'members of the old DOM': `(function(){ var d = document.createElement('div'), n = 0; d.innerHTML = '<b id="gone">x</b>'; document.body.appendChild(d); d.attachEvent('onclick', function(){ n += event.srcElement == d ? 1 : 0; }); d.fireEvent('onclick'); document.getElementById('gone').removeNode(true); return n == 1 && d.innerHTML == '' && d.currentStyle.display == 'block' && document.parentWindow == window && document.frames.length == window.length && typeof window.navigate == 'function'; })()`,
  'String(control) and comparison with null': `(function(){ var s = new ActiveXObject('CAPICOM.Store'); return s != null && typeof s == 'object' && ('' + s) != ''; })()`,
};

let office: Office;
beforeAll(async () => {
  office = await openOffice({ keyAlgorithm: 'P-256' });
});
afterAll(() => office.close());

test('each of them works, in the tab itself and through a frame that uses its parent’s controls', async () => {
  const { clerk, portal } = office;
  const tries = Object.entries(habits).map(
    ([name, work]) => `check(${JSON.stringify(name)}, function(){ return ${work}; });`,
  );
  const head = `<OBJECT id=ca classid="clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931"></OBJECT><object id="ezca"></object><object id="braced" classid="clsid:{9c879779-5c5f-4510-88b8-5ba18eeaa931}"></object>
    <object id="unknown" classid="clsid:AAAAAAAA-1111-2222-3333-444444444444"></object><object id="XTXAPP" classid="clsid:3F367B74-92D9-4C5E-AB93-234F8A91D5E6"></object>
    <object id="nested" classid="clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931"><embed type="application/x-nobody"></object><embed id="embedded" type="application/x-itst-activex" clsid="{9C879779-5C5F-4510-88B8-5BA18EEAA931}">
    <form name="frm"><input name="a" value="1"><input name="twice"><input name="twice"></form><script for="forButton" event="onclick">window.forClicked = (window.forClicked || 0) + 1;</script><input type="button" id="forButton">`;
  const script = `var failed = [];
    function check(name, work){ try { if (work() !== true) failed.push(name); } catch (e) { failed.push(name + ': ' + (e && e.message)); } }
    function SOF_GetUserList(){ return ezca.SOF_GetUserList(); }
    var lib = { store: function(){ return new ActiveXObject('CAPICOM.Store'); }, made: (function(){ var s = new ActiveXObject('CAPICOM.Store'); s.Open(2, 'My', 0); return s; })() };
    ${tries.join('\n')}
    document.getElementById('out').innerHTML = failed.length ? failed.join('|') : 'fine';`;
  // Without an address of its own, with the origin of its parent.
  const srcdoc = `<body><p id='out' class='srcdoc'></p><script>
    try { var s = new ActiveXObject('CAPICOM.Store'); s.Open(2, 'My', 0); document.getElementById('out').innerHTML = 'count ' + s.Certificates.Count; } catch (e) { document.getElementById('out').innerHTML = e.message; }</script></body>`;
  portal.showPage(
    'habits',
    `<!doctype html><meta charset="utf-8"><title>t</title><body><div id="out"></div>${head}<script>${script}</script><iframe src="inner-frame"></iframe><iframe srcdoc="${srcdoc}"></iframe></body>`,
  );
  portal.showPage(
    'list-xml',
    '<?xml version="1.0" encoding="UTF-8"?>\n<List><Cert id="a"><Name>甲</Name></Cert>\n<Cert id="b"/></List>',
  );
  portal.showPage(
    'inner-frame',
    `<!doctype html><meta charset="utf-8"><title>t</title><body><p id="out"></p><script>
      function take(){ var o = parent.document.getElementById('ca'); o.MyCertificates.NewEnum(o.MyFilter); return parent.ca.MyCertificates.GetTheChooseCert(); }
      function own(){ var s = new ActiveXObject('CAPICOM.Store'); s.Open(2, 'My', 0); return s.Certificates(1); }
      try { document.getElementById('out').innerHTML = take().GetCertDNItemByName('O') + own().HasPrivateKey(); } catch (e) { document.getElementById('out').innerHTML = e.message; }</script></body>`,
  );
  const visit = clerk.page.goto(`${site}habits`);
  await confirmQuestion(clerk.browser, 'certificates');
  await visit;
  expect(await clerk.page.$eval('#out', (out) => out.textContent)).toBe('fine');
  // <script for=… event=…> of an element, once the document is there.
  expect(await clerk.page.evaluate('forButton.click(), window.forClicked')).toBe(1);
  const [frame] = await listFrames(clerk.page, 'inner-frame');
  await frame?.waitForFunction(() => document.getElementById('out')?.textContent !== '', { timeout: 20_000 });
  expect(await frame?.$eval('#out', (out) => out.textContent)).toBe(`${unitName}true`);
  const [written] = await listFrames(clerk.page, 'about:srcdoc');
  await written?.waitForFunction(() => document.getElementById('out')?.textContent !== '', { timeout: 20_000 });
  expect(await written?.$eval('#out', (out) => out.textContent)).toBe('count 1');
});
