// What all pages of the CA's self-service platform have in common.

export const platform = 'http://os.ezca.org:8001';

/** EZCA's ActiveX control stands on each of its pages that work with a U盾. */
export const control = { selector: 'object[classid="clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931" i]', count: 1 };
