; Every word that the installer and the uninstaller show, and the version information of both.

!macro Words language product publisher setup welcomeTitle welcome install finishTitle finish newer machineWide oldWindows foreignFolder failed uninstall unfinishTitle unfinish ordersStay
  LangString Product ${LANG_${language}} "${product}"
  LangString Publisher ${LANG_${language}} "${publisher}"
  LangString WelcomeTitle ${LANG_${language}} "${welcomeTitle}"
  LangString Welcome ${LANG_${language}} "${welcome}"
  LangString Install ${LANG_${language}} "${install}"
  LangString FinishTitle ${LANG_${language}} "${finishTitle}"
  LangString Finish ${LANG_${language}} "${finish}"
  LangString Newer ${LANG_${language}} "${newer}"
  LangString MachineWide ${LANG_${language}} "${machineWide}"
  LangString OldWindows ${LANG_${language}} "${oldWindows}"
  LangString ForeignFolder ${LANG_${language}} "${foreignFolder}"
  LangString Failed ${LANG_${language}} "${failed}"
  LangString Uninstall ${LANG_${language}} "${uninstall}"
  LangString UnfinishTitle ${LANG_${language}} "${unfinishTitle}"
  LangString Unfinish ${LANG_${language}} "${unfinish}"
  LangString OrdersStay ${LANG_${language}} "${ordersStay}"
  VIAddVersionKey /LANG=${LANG_${language}} ProductName "${product}"
  VIAddVersionKey /LANG=${LANG_${language}} FileDescription "${setup}"
  VIAddVersionKey /LANG=${LANG_${language}} CompanyName "${publisher}"
  VIAddVersionKey /LANG=${LANG_${language}} FileVersion "${VERSION}.0"
  VIAddVersionKey /LANG=${LANG_${language}} ProductVersion "${VERSION}"
  VIAddVersionKey /LANG=${LANG_${language}} LegalCopyright "MIT. Contains Node.js, copyright Node.js contributors, MIT."
!macroend

!insertmacro Words SIMPCHINESE \
  "社保证书助手" \
  "社保证书助手" \
  "社保证书助手 安装程序" \
  "安装社保证书助手 ${VERSION}" \
  "装好以后，在 Chrome、Edge 或火狐浏览器里打开社保网站，就能直接办理证书更新和证书变更，不需要兼容模式。$\r$\n$\r$\n只为当前用户安装，不需要管理员权限。正在使用的浏览器不用关闭。$\r$\n$\r$\n点“安装”开始。" \
  "安装(&I)" \
  "安装完成" \
  "本机程序已经装好。$\r$\n$\r$\n如果浏览器里还没有“社保证书助手”扩展，请接着安装扩展。助手窗口如果开着，请关掉后重新打开。" \
  "电脑上已经安装了较新的版本，没有改动。需要旧版本时，请先在“设置 → 应用”里卸载现在的版本。" \
  "管理员已经为整台电脑安装了社保证书助手，不需要再单独安装，没有改动。" \
  "社保证书助手需要 Windows 10 或更新的系统，没有改动。" \
  "所选的文件夹里有别的文件，没有改动。请改用一个空文件夹，或者不指定文件夹。$\r$\n$\r$\n$INSTDIR" \
  "文件无法写入，原来的版本没有改动。请关闭浏览器后再试一次。" \
  "社保证书助手将从电脑上卸载，U盾里的证书不受影响。点“卸载”开始。" \
  "已卸载" \
  "社保证书助手已经从电脑上卸载。浏览器里的扩展请在浏览器中移除。" \
  "社保证书助手已经从电脑上卸载。$\r$\n$\r$\n还有没办完的订单，它们的记录保留在：$\r$\n$LOCALAPPDATA\shebao-cert-assistant$\r$\n$\r$\n重新安装后可以接着办理；确定不再需要时可以删除这个文件夹。"

!insertmacro Words ENGLISH \
  "Shebao Certificate Assistant" \
  "Shebao Certificate Assistant" \
  "Shebao Certificate Assistant setup" \
  "Shebao Certificate Assistant ${VERSION}" \
  "Renews and changes social-insurance certificates on the portal's own pages in Chrome, Edge and Firefox, without compatibility mode.$\r$\n$\r$\nIt is installed for this user only and needs no administrator. Browsers may stay open.$\r$\n$\r$\nClick Install to begin." \
  "&Install" \
  "Installed" \
  "The native program is in place.$\r$\n$\r$\nIf the browser does not have the extension yet, install it next. If a window of the assistant is open, close it and open it again." \
  "A newer version is installed; nothing was changed. To go back, first remove it under Settings, Apps." \
  "An administrator has installed the assistant for everybody on this computer; nothing was changed." \
  "Windows 10 or newer is needed; nothing was changed." \
  "There are other files in the chosen folder; nothing was changed. Choose an empty folder, or name none.$\r$\n$\r$\n$INSTDIR" \
  "Files could not be written; the version that was there is untouched. Close the browsers and try again." \
  "The assistant will be removed from this computer. The certificates on the token stay as they are. Click Uninstall to begin." \
  "Removed" \
  "The assistant was removed from this computer. The extension is removed in the browser." \
  "The assistant was removed from this computer.$\r$\n$\r$\nOrders are still under way; their records stay in:$\r$\n$LOCALAPPDATA\shebao-cert-assistant$\r$\n$\r$\nA new installation goes on with them. When they are not needed any more, the folder may be deleted."
