package io.balsam.spi;

/**
 * Reason why one item of a task has not arrived.
 *
 * @param item position of the item in its batch, from 0
 * @param kind USER when a retry would fail too (no such file, no permission, no space): the job
 *     fails with the message; otherwise the item is moved again later
 * @param message the service's own words; the engine adds which item it was. Where an item that
 *     comes to this site finds no room, they end with the operating system's, as {@code : No space
 *     left on device}: the job then waits for room, whatever the kind
 */
public record TransferFault(int item, ErrorKind kind, String message) {}
