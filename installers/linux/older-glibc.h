/* glibc 2.34 gave these new versions without changing them. Asking for the first ones lets older systems load the addon. */
#define _GNU_SOURCE
#include <dlfcn.h>
__asm__(".symver dlopen,dlopen@GLIBC_2.2.5");
__asm__(".symver dlsym,dlsym@GLIBC_2.2.5");
__asm__(".symver dlclose,dlclose@GLIBC_2.2.5");
__asm__(".symver dlerror,dlerror@GLIBC_2.2.5");
