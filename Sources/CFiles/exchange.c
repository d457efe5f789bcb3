#include "CFiles.h"

#include <fcntl.h>
#include <stdio.h>

int mwaa_gcp_exchange(const char *left, const char *right) {
    return renameat2(AT_FDCWD, left, AT_FDCWD, right, RENAME_EXCHANGE);
}
