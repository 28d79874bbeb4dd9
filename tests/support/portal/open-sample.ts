// Pages that were made of samples from the field, as documents on one of the sites.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Window } from 'happy-dom';
import { detectPage } from '../../../extension/portal/detect-page.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';

const samples = fileURLToPath(new URL('../../portal/samples', import.meta.url));

function open(html: string): Document {
  const window = new Window({
    url: 'http://os.ezca.org:8001/sample.do',
    settings: { disableJavaScriptEvaluation: true, disableCSSFileLoading: true, disableJavaScriptFileLoading: true },
  });
  window.document.write(html);
  return window.document as unknown as Document;
}

/** What the built-in profile sees in each frame of the sample of that name. */
export function findKinds(name: string): (string | undefined)[] {
  const folder = join(samples, name);
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const document = open(readFileSync(join(folder, file), 'utf8'));
      return detectPage(chongqingProfile, new URL(document.URL), document).page?.kind;
    });
}
