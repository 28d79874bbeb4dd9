/* What a test wants to go wrong: files in SOFT_SKF_FAULTS (else nothing goes wrong). Names say what.
 *   fail-FUNCTION          answers the number in the file (decimal or 0x…)
 *   pull-after-FUNCTION    the device is gone once the function was done (file `pulled` appears)
 *   pulled                 no device is there;  pulled-devN: this one is not
 *   trusting-import        an enveloped key is taken in without a look at its public key
 *   hang-FUNCTION, crash-FUNCTION, chatter, wrong-signature, swap-certificates, lose-certificates
 *   count-tries            each use of a PIN adds a line to the file `tries` */
#ifndef SOFT_SKF_FAULTS_H
#define SOFT_SKF_FAULTS_H
#include "skf.h"

int has_fault(const char *name);
int is_pulled(const char *device);
void count_try(ULONG type);
/* @return what the function has to answer instead of working, or SAR_OK */
ULONG begin_call(const char *function);
void end_call(const char *function, const char *device);
#endif
