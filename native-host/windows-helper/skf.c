/* SKF functions differ in nothing but how many arguments they take: numbers, handles and addresses, each of a register's
 * width, and in one function a structure by value at the end. */
#include "skf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"
#include "protocol.h"

#define SAR_NOTSUPPORTYETERR 0x0A000003u
#define MAX_ARGUMENTS 8
#define MAX_NAME 64
/* BLOCKCIPHERPARAM with a ULONG of 4 octets: what Windows has. */
#define STRUCTURE_WORDS 11

#ifdef _WIN32
#define DEVAPI __stdcall
#else
#define DEVAPI
#endif

typedef uintptr_t Word;
typedef struct {
  uint32_t words[STRUCTURE_WORDS];
} Structure;
enum { KIND_NUMBER, KIND_MEMORY, KIND_STRUCTURE };

/* By its plain name, or by the one that compilers for Windows of 32 bits give to __stdcall. */
static Function find_function(const char *name, unsigned bytes) {
  char decorated[MAX_NAME + 16];
  Function function = platform_find(name);
  if (function != NULL || sizeof(Word) != 4) return function;
  snprintf(decorated, sizeof decorated, "_%s@%u", name, bytes);
  return platform_find(decorated);
}

int has_skf(void) { return find_function("SKF_EnumDev", 3 * sizeof(Word)) != NULL; }

static uint32_t call_function(Function function, const Word *w, uint32_t count, const Structure *structure) {
  if (structure != NULL) {
    if (count != 1) exit(2);
    return ((uint32_t(DEVAPI *)(Word, Structure))function)(w[0], *structure);
  }
  switch (count) {
    case 1: return ((uint32_t(DEVAPI *)(Word))function)(w[0]);
    case 2: return ((uint32_t(DEVAPI *)(Word, Word))function)(w[0], w[1]);
    case 3: return ((uint32_t(DEVAPI *)(Word, Word, Word))function)(w[0], w[1], w[2]);
    case 4: return ((uint32_t(DEVAPI *)(Word, Word, Word, Word))function)(w[0], w[1], w[2], w[3]);
    case 5: return ((uint32_t(DEVAPI *)(Word, Word, Word, Word, Word))function)(w[0], w[1], w[2], w[3], w[4]);
    case 6: return ((uint32_t(DEVAPI *)(Word, Word, Word, Word, Word, Word))function)(w[0], w[1], w[2], w[3], w[4], w[5]);
    default: exit(2);
  }
}

static void take_name(char *name) {
  CK_ULONG length;
  CK_BYTE_PTR bytes = take_bytes(&length);
  if (bytes == NULL || length >= MAX_NAME) exit(2);
  memcpy(name, bytes, length);
  name[length] = '\0';
}

void call_skf(void) {
  char name[MAX_NAME];
  Word words[MAX_ARGUMENTS] = {0};
  CK_BYTE_PTR memory[MAX_ARGUMENTS] = {0};
  CK_ULONG lengths[MAX_ARGUMENTS] = {0};
  uint8_t kinds[MAX_ARGUMENTS] = {0};
  Structure structure, *given = NULL;
  take_name(name);
  uint32_t count = take_u32(), numbers = 0;
  if (count > MAX_ARGUMENTS) exit(2);
  for (uint32_t i = 0; i < count; i++) {
    kinds[i] = take_u8();
    CK_BYTE_PTR value = take_bytes(&lengths[i]);
    uint64_t number = 0;
    switch (kinds[i]) {
      case KIND_NUMBER:
        if (value == NULL || lengths[i] != sizeof number) exit(2);
        memcpy(&number, value, sizeof number);
        words[numbers++] = (Word)number;
        break;
      case KIND_MEMORY:
        /* A copy, where the library may write: the request's own memory is as long as the request. */
        memory[i] = value == NULL ? NULL : get_memory(lengths[i]);
        if (value != NULL) memcpy(memory[i], value, lengths[i]);
        words[numbers++] = (Word)memory[i];
        break;
      case KIND_STRUCTURE:
        if (value == NULL || lengths[i] != sizeof structure || i + 1 != count) exit(2);
        memcpy(&structure, value, sizeof structure);
        given = &structure;
        break;
      default: exit(2);
    }
  }
  unsigned bytes = numbers * (unsigned)sizeof(Word) + (given == NULL ? 0 : (unsigned)sizeof structure);
  Function function = find_function(name, bytes);
  begin_answer(function == NULL ? SAR_NOTSUPPORTYETERR : call_function(function, words, numbers, given));
  for (uint32_t i = 0; i < count; i++) {
    if (kinds[i] != KIND_MEMORY) continue;
    put_bytes(memory[i], memory[i] == NULL ? 0 : lengths[i]);
    if (memory[i] == NULL) continue;
    platform_wipe(memory[i], lengths[i]);
    free(memory[i]);
  }
}
