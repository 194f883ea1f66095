package io.balsam.spi;

/**
 * Reason why one item of a task has not arrived.
 *
 * @param item position of the item in its batch, from 0
 * @param kind USER when a retry would fail too (no such file, no permission, no space): the job
 *     fails with the message; otherwise the item is moved again later
 * @param message the service's own words; the engine adds which item it was
 */
public record TransferFault(int item, ErrorKind kind, String message) {}
