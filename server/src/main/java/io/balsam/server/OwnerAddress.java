package io.balsam.server;

/**
 * Where an owner answers.
 *
 * @param url as its server gave it
 * @param token what it must be shown
 */
public record OwnerAddress(String url, String token) {}
