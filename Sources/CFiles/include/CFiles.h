#ifndef MWAA_GCP_CFILES_H
#define MWAA_GCP_CFILES_H

/// Exchanges two paths in one step: renameat2(2) with RENAME_EXCHANGE, which Swift's Glibc module does not have.
///
/// Both must exist, on one file system. The strings stay the caller's. Returns 0, or -1 with errno set; EINVAL and
/// ENOSYS mean that the file system or the kernel cannot exchange.
int mwaa_gcp_exchange(const char *_Nonnull left, const char *_Nonnull right);

#endif
