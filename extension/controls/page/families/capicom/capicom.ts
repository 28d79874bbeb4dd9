// CAPICOM: stores, certificates, signers and signed data. Its text is UTF-16LE, and those are the bytes that are signed.
import { lookUp } from '../../../../../shared/look-up.ts';
import type { FamilyTools } from '../family-tools.ts';
import { Certificate } from './certificate.ts';
import { wrapCertificates } from './certificates.ts';
import { SignedData } from './signed-data.ts';
import { Attribute, Signer } from './signer.ts';
import { Store } from './store.ts';
import { HashedData, Settings, Utilities } from './utilities.ts';

/** Classes of the library by CLSID, for `<object>`. */
const namesByClass: Readonly<Record<string, string>> = {
  'A996E48C-D3DC-4244-89F7-AFA33EC60679': 'capicom.settings',
  '91D221C4-0CD4-461C-A728-01D509321556': 'capicom.store',
  '60A9863A-11FD-4080-850E-A8E184FC3A3C': 'capicom.signer',
  '94AFFFCC-6C05-4814-B123-A941105AA77F': 'capicom.signeddata',
  '54BA1E8F-818D-407F-949D-BAE1692C5C18': 'capicom.attribute',
  '3605B612-C3CF-4AB4-A426-2D853391DB2E': 'capicom.certificates',
  '22A85CE1-F011-4231-B9E4-7E7A0438F71B': 'capicom.utilities',
};

/** What `<object>` of an unknown class gives is the settings: pages that use its id only look whether it is there. */
export function createCapicom(tools: FamilyTools, progId: string, classId: string): object | undefined {
  switch (lookUp(namesByClass, classId) ?? progId) {
    case 'capicom.store':
      return new Store(tools);
    case 'capicom.signer':
      return new Signer(tools);
    case 'capicom.signeddata':
      return new SignedData(tools);
    case 'capicom.attribute':
      return new Attribute();
    case 'capicom.certificates':
      return wrapCertificates(tools, []);
    case 'capicom.certificate':
      return new Certificate(tools);
    case 'capicom.hasheddata':
      return new HashedData();
    case 'capicom.utilities':
      return new Utilities();
    case 'capicom.settings':
    case '':
      return new Settings();
    default:
      return undefined;
  }
}
