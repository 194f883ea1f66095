package io.balsam.globus.api;

import java.util.List;
import java.util.Optional;

/** Supplier of access tokens for the Transfer API. */
public interface Tokens {

  /** Scope of every request. */
  String SCOPE = "urn:globus:auth:scope:transfer.api.globus.org:all";

  /** Advice where a token is missing. */
  String LOG_IN = "log in with: balsam transfer login globus";

  /**
   * Returns a token that is valid for another minute.
   *
   * @throws io.balsam.spi.PluginException SITE when one has to log in first
   */
  String access();

  /** Replaces a token that the service has rejected; does nothing if it has been replaced since. */
  void renew(String rejected);

  /**
   * Asks for tokens that are valid for these scopes too.
   *
   * @return whether the request that lacked them may be repeated; if not, they are asked for at the
   *     next login
   */
  boolean consent(List<String> scopes);

  /** Returns why there is no token and what to do about it; looks at no network. */
  Optional<String> unavailable();
}
