/* Calls of an SKF library (GM/T 0016), all by one request. */
#ifndef HELPER_SKF_H
#define HELPER_SKF_H

/* Whether the loaded library is one of SKF. */
int has_skf(void);
/* Takes a request behind its first octet, calls the function and begins the answer. */
void call_skf(void);
#endif
