; The per-user installer: no administrator, one click, into a folder of the version's own.
; Defined by build-nsis.ts: VERSION, PAYLOAD (folder with what is installed), BROWSERS (generated script), ICON, SIDEBAR, OUT and,
; in a build that signs, SIGN (a command that takes a file). QUICK leaves compression out, for tests.
;
; $INSTDIR\chromium.json, firefox.json   native manifests; they name the program in the version folder
; $INSTDIR\<version>\                    program, addon, helper: a host that runs goes on with its own files
; An update writes the new folder first, then the manifests: whenever it is cut short, one whole version is registered.

Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
!ifdef QUICK
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
SetDateSave off
RequestExecutionLevel user
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow
BrandingText " "

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include WinVer.nsh
!include "${BROWSERS}"

!define EXE shebao-cert-host.exe
!define FOLDER ShebaoCertAssistant
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${FOLDER}"
; Where the MSI notes what it installed (product.wxs).
!define MACHINE_KEY "Software\${FOLDER}"
!define DATA "$LOCALAPPDATA\shebao-cert-assistant"

; Exit codes, beside NSIS' own 0 done, 1 cancelled by the user and 2 aborted.
!define EXIT_NEWER 3
!define EXIT_MACHINE_WIDE 4
!define EXIT_OLD_WINDOWS 5

Name "$(Product)"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${FOLDER}"
InstallDirRegKey HKCU "${UNINSTALL}" InstallLocation

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDEBAR}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDEBAR}"
!define MUI_WELCOMEPAGE_TITLE "$(WelcomeTitle)"
!define MUI_WELCOMEPAGE_TEXT "$(Welcome)"
!define MUI_PAGE_CUSTOMFUNCTION_SHOW NameInstallButton
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "$(FinishTitle)"
!define MUI_FINISHPAGE_TEXT "$(Finish)"
!insertmacro MUI_PAGE_FINISH

Var UnfinishText
!define MUI_PAGE_HEADER_TEXT "$(^Name)"
!define MUI_PAGE_HEADER_SUBTEXT " "
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(Uninstall)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "$(UnfinishTitle)"
!define MUI_FINISHPAGE_TEXT "$UnfinishText"
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE SimpChinese
!insertmacro MUI_LANGUAGE English
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
!include words.nsh

; Says why nothing was done, to the clerk or in the exit code, and ends.
!macro Refuse words code
  MessageBox MB_OK|MB_ICONINFORMATION "${words}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

Function NameInstallButton
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(Install)"
FunctionEnd

Function .onInit
  SetRegView 64
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse $(OldWindows) ${EXIT_OLD_WINDOWS}
  ${EndIf}
  ; Browsers look below HKCU first: a copy of one user's would hide the administrator's updates.
  ReadRegStr $0 HKLM "${MACHINE_KEY}" Version
  ${If} $0 != ""
    !insertmacro Refuse $(MachineWide) ${EXIT_MACHINE_WIDE}
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL}" DisplayVersion
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      !insertmacro Refuse $(Newer) ${EXIT_NEWER}
    ${EndIf}
  ${EndIf}
FunctionEnd

; Removes the version folder $0 unless its program runs. A running one keeps all its files, and the folder goes at the
; next log-on: Windows lets only administrators leave deletions to the next start.
!macro RemoveVersion un
  Function ${un}RemoveVersion
    ClearErrors
    Delete "$INSTDIR\$0\${EXE}"
    ${If} ${Errors}
      WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\RunOnce" "${FOLDER} $0" \
        '"$SYSDIR\cmd.exe" /d /q /c rmdir /s /q "$INSTDIR\$0"'
    ${Else}
      RMDir /r "$INSTDIR\$0"
      DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\RunOnce" "${FOLDER} $0"
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro RemoveVersion ""
!insertmacro RemoveVersion "un."

Section
  SetRegView 64
  ; The same version once more, and it runs: each of its programs moves aside, which Windows allows; their folder cannot.
  ${If} ${FileExists} "$INSTDIR\${VERSION}\${EXE}"
    ClearErrors
    Delete "$INSTDIR\${VERSION}\${EXE}"
    ${If} ${Errors}
      GetTempFileName $1 "$INSTDIR"
      CreateDirectory "$1.old"
      Rename "$INSTDIR\${VERSION}\${EXE}" "$1.old\${EXE}"
      Rename "$INSTDIR\${VERSION}\pkcs11.node" "$1.old\pkcs11.node"
      Rename "$INSTDIR\${VERSION}\koffi.node" "$1.old\koffi.node"
      Rename "$INSTDIR\${VERSION}\shebao-cert-helper32.exe" "$1.old\shebao-cert-helper32.exe"
      Delete "$1"
    ${EndIf}
  ${EndIf}
  ClearErrors
  SetOverwrite try
  SetOutPath "$INSTDIR\${VERSION}"
  File /r "${PAYLOAD}\version\*.*"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "$(Failed)" /SD IDOK
    Abort
  ${EndIf}
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\RunOnce" "${FOLDER} ${VERSION}"
  SetOutPath "$INSTDIR"
  SetOverwrite on
  File "${PAYLOAD}\chromium.json"
  File "${PAYLOAD}\firefox.json"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  !insertmacro RegisterBrowsers

  WriteRegStr HKCU "${UNINSTALL}" DisplayName "$(Product)"
  WriteRegStr HKCU "${UNINSTALL}" DisplayVersion "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" Publisher "$(Publisher)"
  WriteRegStr HKCU "${UNINSTALL}" DisplayIcon "$INSTDIR\${VERSION}\${EXE}"
  WriteRegStr HKCU "${UNINSTALL}" InstallLocation "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" NoModify 1
  WriteRegDWORD HKCU "${UNINSTALL}" NoRepair 1
  ${GetSize} "$INSTDIR\${VERSION}" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" EstimatedSize "$0"

  ; What came before: folders of other versions, and programs that moved aside.
  FindFirst $1 $0 "$INSTDIR\*.*"
  ${DoWhile} $0 != ""
    ${If} $0 != "."
    ${AndIf} $0 != ".."
    ${AndIf} $0 != "${VERSION}"
    ${AndIf} ${FileExists} "$INSTDIR\$0\*.*"
      Call RemoveVersion
    ${EndIf}
    FindNext $1 $0
  ${Loop}
  FindClose $1
SectionEnd

Function un.onInit
  SetRegView 64
FunctionEnd

Section Uninstall
  SetRegView 64
  StrCpy $UnfinishText "$(Unfinish)"
  ; Manifests of a repair by hand (--register).
  Delete "${DATA}\chromium-manifest.json"
  Delete "${DATA}\firefox-manifest.json"
  ReadRegStr $2 HKCU "${UNINSTALL}" DisplayVersion
  nsExec::ExecToStack '"$INSTDIR\$2\${EXE}" --remove-user-data'
  Pop $0
  Pop $1
  ${If} $0 == 4
    StrCpy $UnfinishText "$(OrdersStay)"
    DetailPrint "$(OrdersStay)"
  ${EndIf}

  !insertmacro UnregisterBrowsers
  Delete "$INSTDIR\chromium.json"
  Delete "$INSTDIR\firefox.json"
  FindFirst $1 $0 "$INSTDIR\*.*"
  ${DoWhile} $0 != ""
    ${If} $0 != "."
    ${AndIf} $0 != ".."
    ${AndIf} ${FileExists} "$INSTDIR\$0\*.*"
      Call un.RemoveVersion
    ${EndIf}
    FindNext $1 $0
  ${Loop}
  FindClose $1
  Delete "$INSTDIR\uninstall.exe"
  DeleteRegKey HKCU "${UNINSTALL}"
  ; Only what is ours was in it; a folder with a running version in it goes with that at the next log-on.
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  ${If} ${FileExists} "$INSTDIR\*.*"
    WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\RunOnce" "${FOLDER}" \
      '"$SYSDIR\cmd.exe" /d /q /c rmdir /s /q "$INSTDIR"'
  ${EndIf}
SectionEnd
