package io.balsam.globus.api;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.balsam.spi.TransferLogin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Login of a person by an app that can keep no secret: a random text, of which Globus is shown the
 * hash first and the text itself with the code (PKCE).
 */
public final class NativeLogin implements TransferLogin {

  private final AuthApi auth;
  private final TokenStore store;
  private final String client;
  private final Clock clock;
  private final String verifier;

  /** Begins a login. */
  public NativeLogin(AuthApi auth, TokenStore store, String client, Clock clock) {
    this.auth = auth;
    this.store = store;
    this.client = client;
    this.clock = clock;
    byte[] random = new byte[48];
    new SecureRandom().nextBytes(random);
    this.verifier = text(random);
  }

  /** Returns the address; it asks for what earlier requests have lacked, too. */
  @Override
  public String link() {
    Set<String> scopes = new LinkedHashSet<>(store.wanted());
    if (scopes.stream().noneMatch(scope -> scope.startsWith(Tokens.SCOPE))) {
      scopes.add(Tokens.SCOPE);
    }
    return auth.link(client, String.join(" ", scopes), challenge());
  }

  @Override
  public String complete(String code) {
    AuthApi.Granted granted = auth.authorizationCode(client, code.strip(), verifier);
    List<AuthApi.Granted> all = granted.all();
    if (all.stream().noneMatch(one -> one.resourceServer().equals(TokenStore.TRANSFER))) {
      throw new PluginException(ErrorKind.USER, "this login is not valid for transfers");
    }
    store.put(granted, clock.instant());
    boolean lasting = all.stream().anyMatch(one -> one.refreshToken() != null);
    return lasting
        ? "Logged in to Globus, until six months pass without a transfer."
        : "Logged in to Globus for %d hours.".formatted(granted.expiresIn() / 3600);
  }

  private String challenge() {
    try {
      return text(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
