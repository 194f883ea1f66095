/**
 * Hosts that are reached by OpenSSH: files are moved by {@code rsync}, or by {@code sftp} where a
 * host has no rsync.
 */
@NullMarked
package io.balsam.ssh;

import org.jspecify.annotations.NullMarked;
