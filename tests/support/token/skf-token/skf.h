/* The part of GM/T 0016 (SKF) that this token knows: types, structures of one octet's alignment, error values, functions. */
#ifndef SOFT_SKF_H
#define SOFT_SKF_H
#include <stdint.h>

/* The standard says 32 bits; some Linux libraries were built with `unsigned long`, and the tests want one of those, too. */
#ifdef SOFT_SKF_LONG
typedef unsigned long ULONG;
#else
typedef uint32_t ULONG;
#endif
typedef int32_t BOOL;
typedef uint8_t BYTE;
typedef char *LPSTR;
typedef void *HANDLE;

#ifdef _WIN32
#define SKF_API __declspec(dllexport) ULONG __stdcall
#else
#define SKF_API __attribute__((visibility("default"))) ULONG
#endif

#define ADMIN_TYPE 0
#define USER_TYPE 1
/* In some headers SGD_SM2_1 is the second number, and the first is SM2 as such. */
#define SGD_SM2_1 0x00020100
#define SGD_SM2_1_OTHER 0x00020200
#define SGD_RSA 0x00010000
#define SGD_SM1_ECB 0x00000101
#define SGD_SM4_ECB 0x00000401

#pragma pack(push, 1)
typedef struct {
  BYTE major, minor;
} VERSION;
typedef struct {
  VERSION Version;
  char Manufacturer[64], Issuer[64], Label[32], SerialNumber[32];
  VERSION HWVersion, FirmwareVersion;
  ULONG AlgSymCap, AlgAsymCap, AlgHashCap, DevAuthAlgId, TotalSpace, FreeSpace, MaxECCBufferSize, MaxBufferSize;
  BYTE Reserved[64];
} DEVINFO;
typedef struct {
  ULONG AlgID, BitLen;
  BYTE Modulus[256], PublicExponent[4];
} RSAPUBLICKEYBLOB;
typedef struct {
  ULONG BitLen;
  BYTE XCoordinate[64], YCoordinate[64];
} ECCPUBLICKEYBLOB;
typedef struct {
  BYTE r[64], s[64];
} ECCSIGNATUREBLOB;
typedef struct {
  BYTE XCoordinate[64], YCoordinate[64], HASH[32];
  ULONG CipherLen;
  BYTE Cipher[1];
} ECCCIPHERBLOB;
typedef struct {
  ULONG Version, ulSymmAlgID, ulBits;
  BYTE cbEncryptedPriKey[64];
  ECCPUBLICKEYBLOB PubKey;
  ECCCIPHERBLOB ECCCipherBlob;
} ENVELOPEDKEYBLOB;
typedef struct {
  BYTE IV[32];
  ULONG IVLen, PaddingType, FeedBitLen;
} BLOCKCIPHERPARAM;
#pragma pack(pop)

enum {
  SAR_OK = 0,
  SAR_FAIL = 0x0A000001,
  SAR_NOTSUPPORTYETERR = 0x0A000003,
  SAR_INVALIDHANDLEERR = 0x0A000005,
  SAR_INVALIDPARAMERR = 0x0A000006,
  SAR_READFILEERR = 0x0A000007,
  SAR_INDATALENERR = 0x0A000010,
  SAR_INDATAERR = 0x0A000011,
  SAR_KEYNOTFOUNDERR = 0x0A00001B,
  SAR_CERTNOTFOUNDERR = 0x0A00001C,
  SAR_DECRYPTPADERR = 0x0A00001E,
  SAR_BUFFER_TOO_SMALL = 0x0A000020,
  SAR_DEVICE_REMOVED = 0x0A000023,
  SAR_PIN_INCORRECT = 0x0A000024,
  SAR_PIN_LOCKED = 0x0A000025,
  SAR_PIN_LEN_RANGE = 0x0A000027,
  SAR_USER_TYPE_INVALID = 0x0A00002A,
  SAR_USER_NOT_LOGGED_IN = 0x0A00002D,
  SAR_APPLICATION_NOT_EXISTS = 0x0A00002E,
  SAR_FILE_ALREADY_EXIST = 0x0A00002F,
  SAR_NO_ROOM = 0x0A000030,
  SAR_FILE_NOT_EXIST = 0x0A000031,
  SAR_REACH_MAX_CONTAINER_COUNT = 0x0A000032
};
#endif
