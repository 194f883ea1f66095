package io.balsam.globus.api;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tokens of a client that acts for itself, by its id and secret; nobody has to log in. */
public final class ClientTokens implements Tokens {

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private final AuthApi auth;
  private final String client;
  private final Path secret;
  private final Clock clock;
  private final Set<String> scopes = new LinkedHashSet<>(Set.of(SCOPE));
  private String token = "";
  private Instant end = Instant.EPOCH;

  /**
   * Creates a supplier.
   *
   * @param secret file with the client's secret, which nobody else can read
   */
  public ClientTokens(AuthApi auth, String client, Path secret, Clock clock) {
    this.auth = auth;
    this.client = client;
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public synchronized String access() {
    if (!clock.instant().plusSeconds(60).isBefore(end)) {
      ask();
    }
    return token;
  }

  @Override
  public synchronized void renew(String rejected) {
    if (token.equals(rejected)) {
      ask();
    }
  }

  @Override
  public synchronized boolean consent(List<String> required) {
    if (required.stream().allMatch(scopes::contains)) {
      return false;
    }
    scopes.addAll(required);
    ask();
    return true;
  }

  @Override
  public Optional<String> unavailable() {
    try {
      secret();
      return Optional.empty();
    } catch (PluginException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void ask() {
    // A scope with collections in brackets holds the plain one.
    String asked =
        scopes.stream()
            .filter(scope -> scopes.size() == 1 || !scope.equals(SCOPE))
            .collect(Collectors.joining(" "));
    AuthApi.Granted granted =
        auth.clientCredentials(client, secret(), asked).all().stream()
            .filter(one -> one.resourceServer().equals(TokenStore.TRANSFER))
            .findFirst()
            .orElseThrow(
                () -> new PluginException(ErrorKind.SITE, "Globus gives this client no token"));
    token = granted.accessToken();
    end = clock.instant().plusSeconds(granted.expiresIn());
  }

  private String secret() {
    try {
      if (Files.getPosixFilePermissions(secret).stream().anyMatch(OTHERS::contains)) {
        throw new PluginException(
            ErrorKind.SITE, "%s can be read by others: chmod 600 '%s'".formatted(secret, secret));
      }
      return Files.readString(secret).strip();
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.SITE, "the secret in %s cannot be read".formatted(secret), e);
    }
  }
}
