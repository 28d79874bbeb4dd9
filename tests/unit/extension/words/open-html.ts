// Markup as a document on one of the sites, scripts not run; without a frame around it where the text has one of its own.
import { Window } from 'happy-dom';

export function openHtml(html: string, url = 'http://os.ezca.org:8001/any/where.do'): Document {
  const window = new Window({
    url,
    settings: { disableJavaScriptEvaluation: true, disableCSSFileLoading: true, disableJavaScriptFileLoading: true },
  });
  window.document.write(/<(html|body)/i.test(html) ? html : `<html><body>${html}</body></html>`);
  return window.document as unknown as Document;
}
