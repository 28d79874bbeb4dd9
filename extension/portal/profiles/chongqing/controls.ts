// The controls that pages of this CA may call. Nobody has seen which ones the real pages use: all known families are offered.
import type { Controls } from '../../controls-schema.ts';

export const chongqingControls: Controls = {
  rules: [
    {
      family: 'ezca-base-ca',
      classIds: ['9C879779-5C5F-4510-88B8-5BA18EEAA931'],
      progIds: ['EZCALib.BaseCA'],
      elementIds: [],
      encoding: 'gbk',
    },
    {
      // The CLSID of this one is not known: pages call its element `ezca`, and its members begin with SOF_.
      family: 'sof',
      classIds: [],
      progIds: ['SANITATIONSYSTEMCLIENT.EZCASanitationSystemClient'],
      elementIds: ['ezca'],
      memberBegins: ['SOF_'],
      encoding: 'gbk',
      sof: {
        loginSuccess: 0,
        loginFailure: 1,
        // Pages write `SOF_ChangePassWd(…) ? '修改成功' : '修改失败'`.
        changeSuccess: true,
        changeFailure: false,
        verifySuccess: 0,
        verifyFailure: 1,
        listSeparator: '&&&',
        isListClosed: false,
        certificateId: 'EZCA@{chip}setup',
        version: '1.0.0.0',
      },
    },
    {
      family: 'sof',
      classIds: ['3F367B74-92D9-4C5E-AB93-234F8A91D5E6'],
      progIds: ['XTXAppCOM.XTXApp'],
      elementIds: ['XTXAPP'],
      encoding: 'utf-8',
      sof: {
        loginSuccess: true,
        loginFailure: false,
        changeSuccess: true,
        changeFailure: false,
        verifySuccess: true,
        verifyFailure: false,
        listSeparator: '&&&',
        isListClosed: true,
        certificateId: '{container}/{chip}',
        version: '2.0.0.0',
      },
    },
    {
      family: 'cert-enroll',
      classIds: ['884E2049-217D-11DA-B2A4-000E7BBB2B09'],
      progIds: ['X509Enrollment'],
      elementIds: [],
      encoding: 'utf-8',
    },
    {
      family: 'x-enroll',
      classIds: ['127698E4-E730-4E5C-A2B1-21490A70C8A1', '43F8F289-7A20-11D0-8F06-00C04FC295E1'],
      progIds: ['CEnroll.CEnroll'],
      elementIds: [],
      encoding: 'utf-8',
    },
    {
      family: 'capicom',
      classIds: [
        'A996E48C-D3DC-4244-89F7-AFA33EC60679',
        '91D221C4-0CD4-461C-A728-01D509321556',
        '60A9863A-11FD-4080-850E-A8E184FC3A3C',
        '94AFFFCC-6C05-4814-B123-A941105AA77F',
        '54BA1E8F-818D-407F-949D-BAE1692C5C18',
        '3605B612-C3CF-4AB4-A426-2D853391DB2E',
        '22A85CE1-F011-4231-B9E4-7E7A0438F71B',
      ],
      progIds: ['CAPICOM'],
      elementIds: ['oCAPICOM'],
      encoding: 'utf-16le',
    },
  ],
  patches: ['document-all', 'attach-event', 'script-for', 'old-dom'],
};
