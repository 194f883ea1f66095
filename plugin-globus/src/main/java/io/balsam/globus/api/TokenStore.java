package io.balsam.globus.api;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * File with the tokens of one user, which nobody else may read. It is replaced as a whole, so that
 * a crash leaves the old one or the new one.
 */
public final class TokenStore {

  /** Service whose tokens are used here. */
  static final String TRANSFER = "transfer.api.globus.org";

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  /** Names a file, which need not exist. */
  public TokenStore(Path file) {
    this.file = file;
  }

  /**
   * Tokens for one service.
   *
   * @param expiresAt seconds since 1970
   */
  record Stored(
      String accessToken, @Nullable String refreshToken, long expiresAt, @Nullable String scope) {

    boolean valid(Instant now) {
      return now.plusSeconds(60).getEpochSecond() < expiresAt;
    }
  }

  /**
   * Whole file.
   *
   * @param tokens by resource server
   * @param wanted scopes that were lacking, for the next login
   */
  record Content(@Nullable Map<String, Stored> tokens, @Nullable List<String> wanted) {

    Content {
      tokens = Objects.requireNonNullElse(tokens, Map.of());
      wanted = Objects.requireNonNullElse(wanted, List.of());
    }

    Map<String, Stored> byServer() {
      return Objects.requireNonNull(tokens);
    }

    List<String> scopes() {
      return Objects.requireNonNull(wanted);
    }
  }

  /** Returns the tokens for the Transfer API. */
  Optional<Stored> transfer() {
    return Optional.ofNullable(read().byServer().get(TRANSFER));
  }

  /** Returns the scopes that the next login is to ask for, besides the usual one. */
  List<String> wanted() {
    return read().scopes();
  }

  /** Records scopes for the next login. */
  synchronized void want(List<String> scopes) {
    Content old = read();
    Set<String> all = new LinkedHashSet<>(old.scopes());
    if (all.addAll(scopes)) {
      write(new Content(old.tokens(), List.copyOf(all)));
    }
  }

  /** Stores tokens, each in the place of the former one for its service. */
  synchronized void put(AuthApi.Granted granted, Instant now) {
    Content old = read();
    Map<String, Stored> all = new LinkedHashMap<>(old.byServer());
    for (AuthApi.Granted one : granted.all()) {
      Stored former = all.get(one.resourceServer());
      String refresh =
          one.refreshToken() != null || former == null ? one.refreshToken() : former.refreshToken();
      long end = now.getEpochSecond() + one.expiresIn();
      all.put(one.resourceServer(), new Stored(one.accessToken(), refresh, end, one.scope()));
    }
    write(new Content(all, old.wanted()));
  }

  private Content read() {
    try {
      Set<PosixFilePermission> others = Files.getPosixFilePermissions(file);
      if (!OWNER.containsAll(others)) {
        throw new PluginException(
            ErrorKind.SITE, "%s can be read by others: chmod 600 '%s'".formatted(file, file));
      }
      return Documents.json().readValue(Files.readString(file), Content.class);
    } catch (NoSuchFileException e) {
      return new Content(Map.of(), List.of());
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.SITE, "%s cannot be read: remove it and %s".formatted(file, Tokens.LOG_IN), e);
    }
  }

  private void write(Content content) {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try {
      Files.createDirectories(folder);
      Path fresh =
          Files.createTempFile(folder, ".globus", "", PosixFilePermissions.asFileAttribute(OWNER));
      try {
        byte[] text = Documents.write(content).getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
          ByteBuffer buffer = ByteBuffer.wrap(text);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
          channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new PluginException(ErrorKind.SITE, "%s cannot be written".formatted(file), e);
    }
  }
}
