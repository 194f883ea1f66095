package io.balsam.server;

/**
 * Where an owner answers, and how the two know each other.
 *
 * @param url as its server gave it
 * @param token what it must be shown
 * @param pin of the key that it must have, {@code sha256//…}; empty on one machine, where nothing
 *     is encrypted
 */
public record OwnerAddress(String url, String token, String pin) {}
