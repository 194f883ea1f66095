package io.balsam.server;

/**
 * Address of an owner, and the secrets by which client and owner authenticate each other.
 *
 * @param url URL of its server, without a version
 * @param token token to present
 * @param pin pin of its key, {@code sha256//…}; empty on one machine, without encryption
 */
public record OwnerAddress(String url, String token, String pin) {}
