; The per-user installer: no administrator, one click, into a folder of the version's own.
; Defined by build-nsis.ts: VERSION, PAYLOAD (folder with what is installed), BROWSERS and FILES (generated scripts), ICON, SIDEBAR, OUT and,
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
!include TextFunc.nsh
!include "${BROWSERS}"
!include "${FILES}"

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
!define EXIT_FOREIGN_FOLDER 6

; In each version's folder: the names of what was written into it, one a line (build-nsis.ts). Nothing else is ever removed.
!define LIST shebao-cert-files.txt
!define RUN_ONCE "Software\Microsoft\Windows\CurrentVersion\RunOnce"

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

; Whether the entry $0 of the folder is one of our version folders, or a program of ours that moved aside.
!macro IsVersionFolder result
  StrCpy ${result} 0
  ${If} ${FileExists} "$INSTDIR\$0\${LIST}"
  ${OrIf} ${FileExists} "$INSTDIR\$0\${EXE}"
    StrCpy ${result} 1
  ${EndIf}
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
  ReadRegStr $0 HKCU "${UNINSTALL}" InstallLocation
  ${If} $0 != "$INSTDIR"
    Call RefuseForeignFolder
  ${EndIf}
FunctionEnd

; /D= may name any folder. One that was not ours before has to be empty, or hold nothing but versions of ours.
Function RefuseForeignFolder
  StrCpy $3 0
  StrCpy $4 0
  FindFirst $1 $0 "$INSTDIR\*.*"
  ${DoWhile} $0 != ""
    ${If} $0 != "."
    ${AndIf} $0 != ".."
      !insertmacro IsVersionFolder $2
      ${If} $2 == 1
        StrCpy $3 1
      ${ElseIf} $0 == "uninstall.exe"
      ${OrIf} $0 == "chromium.json"
      ${OrIf} $0 == "firefox.json"
        ; Ours where a version of ours stands beside it.
        StrCpy $4 1
      ${Else}
        !insertmacro Refuse $(ForeignFolder) ${EXIT_FOREIGN_FOLDER}
      ${EndIf}
    ${EndIf}
    FindNext $1 $0
  ${Loop}
  FindClose $1
  ${If} $4 == 1
  ${AndIf} $3 == 0
    !insertmacro Refuse $(ForeignFolder) ${EXIT_FOREIGN_FOLDER}
  ${EndIf}
FunctionEnd

; Sets $3 to 1 while the program in the version folder $0 runs, or something in it cannot be removed. Such a folder keeps its
; files and goes at the next log-on, by the uninstaller: Windows lets only administrators leave deletions to the next start.
!macro RemoveVersion un
  Function ${un}RemoveVersion
    StrCpy $3 0
    ClearErrors
    Delete "$INSTDIR\$0\${EXE}"
    ${If} ${Errors}
      StrCpy $3 1
    ${Else}
      ; Beside a program that moved aside there is no list; its names are this version's.
      !insertmacro DeleteOwnFiles "$INSTDIR\$0"
      ${If} ${Errors}
        StrCpy $3 1
      ${EndIf}
      ${If} ${FileExists} "$INSTDIR\$0\${LIST}"
        FileOpen $4 "$INSTDIR\$0\${LIST}" r
        ${Do}
          ClearErrors
          FileRead $4 $5
          ${If} ${Errors}
            ${Break}
          ${EndIf}
          ${TrimNewLines} "$5" $5
          ; Names in this folder, and no way out of it.
          ${WordFind} "$5" "\" "E+1{" $6
          ${If} ${Errors}
          ${AndIf} $5 != ""
            ClearErrors
            Delete "$INSTDIR\$0\$5"
            ${If} ${Errors}
              StrCpy $3 1
            ${EndIf}
          ${EndIf}
        ${Loop}
        FileClose $4
      ${EndIf}
    ${EndIf}
    ${If} $3 == 1
      WriteRegStr HKCU "${RUN_ONCE}" "${FOLDER} $0" '"$INSTDIR\uninstall.exe" /S /VERSION=$0'
    ${Else}
      Delete "$INSTDIR\$0\${LIST}"
      RMDir "$INSTDIR\$0"
      DeleteRegValue HKCU "${RUN_ONCE}" "${FOLDER} $0"
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
  DeleteRegValue HKCU "${RUN_ONCE}" "${FOLDER} ${VERSION}"
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
      !insertmacro IsVersionFolder $2
      ${If} $2 == 1
        Call RemoveVersion
      ${EndIf}
    ${EndIf}
    FindNext $1 $0
  ${Loop}
  FindClose $1
SectionEnd

Function un.onInit
  SetRegView 64
  ; At a log-on: one version's folder that was in use before.
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} "$1" "/VERSION=" $0
  ${IfNot} ${Errors}
    ReadRegStr $2 HKCU "${UNINSTALL}" DisplayVersion
    ${WordFind} "$0" "\" "E+1{" $4
    ${If} ${Errors}
    ${AndIf} $0 != "$2"
    ${AndIf} $0 != ""
    ${AndIf} $0 != "."
    ${AndIf} $0 != ".."
      Call un.RemoveVersion
      ${If} $2 == ""
      ${AndIf} $3 == 0
        Delete "$INSTDIR\uninstall.exe"
        SetOutPath "$TEMP"
        RMDir "$INSTDIR"
      ${EndIf}
    ${EndIf}
    Quit
  ${EndIf}
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
  StrCpy $7 0
  FindFirst $1 $0 "$INSTDIR\*.*"
  ${DoWhile} $0 != ""
    ${If} $0 != "."
    ${AndIf} $0 != ".."
      !insertmacro IsVersionFolder $2
      ${If} $2 == 1
        Call un.RemoveVersion
        IntOp $7 $7 + $3
      ${EndIf}
    ${EndIf}
    FindNext $1 $0
  ${Loop}
  FindClose $1
  DeleteRegKey HKCU "${UNINSTALL}"
  ; What a running version keeps goes at the next log-on, by the uninstaller, which stays for that.
  ${If} $7 == 0
    Delete "$INSTDIR\uninstall.exe"
    SetOutPath "$TEMP"
    RMDir "$INSTDIR"
  ${EndIf}
SectionEnd
