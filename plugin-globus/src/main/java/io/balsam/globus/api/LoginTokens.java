package io.balsam.globus.api;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Tokens of a person, from the last {@code balsam transfer login globus}. */
public final class LoginTokens implements Tokens {

  private final AuthApi auth;
  private final TokenStore store;
  private final String client;
  private final Clock clock;

  /** Creates a supplier of what the store holds, renewed when its time is over. */
  public LoginTokens(AuthApi auth, TokenStore store, String client, Clock clock) {
    this.auth = auth;
    this.store = store;
    this.client = client;
    this.clock = clock;
  }

  @Override
  public synchronized String access() {
    TokenStore.Stored stored = stored();
    return stored.valid(clock.instant()) ? stored.accessToken() : renewed(stored).accessToken();
  }

  @Override
  public synchronized void renew(String rejected) {
    TokenStore.Stored stored = stored();
    if (stored.accessToken().equals(rejected)) {
      renewed(stored);
    }
  }

  @Override
  public boolean consent(List<String> scopes) {
    store.want(scopes);
    return false;
  }

  @Override
  public Optional<String> unavailable() {
    try {
      TokenStore.Stored stored = stored();
      return stored.valid(clock.instant()) || stored.refreshToken() != null
          ? Optional.empty()
          : Optional.of("the login to Globus has expired: " + LOG_IN);
    } catch (PluginException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private TokenStore.Stored stored() {
    return store
        .transfer()
        .orElseThrow(
            () -> new PluginException(ErrorKind.SITE, "not logged in to Globus: " + LOG_IN));
  }

  private TokenStore.Stored renewed(TokenStore.Stored old) {
    String refresh = old.refreshToken();
    if (refresh == null) {
      throw new PluginException(ErrorKind.SITE, "the login to Globus has expired: " + LOG_IN);
    }
    try {
      store.put(auth.refresh(client, refresh), clock.instant());
    } catch (PluginException e) {
      if (e.kind() != ErrorKind.USER) {
        throw e;
      }
      throw new PluginException(
          ErrorKind.SITE,
          "the login to Globus has expired: %s (%s)".formatted(LOG_IN, e.getMessage()),
          e);
    }
    return stored();
  }
}
