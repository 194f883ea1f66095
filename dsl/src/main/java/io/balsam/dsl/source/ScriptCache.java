package io.balsam.dsl.source;

import groovy.lang.GroovySystem;
import io.balsam.engine.trust.OwnFiles;
import io.balsam.engine.trust.Trust;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * Compiled scripts by the hash of their text. A failing directory only costs time; if other users
 * can write to it, nothing is read or kept, since its contents are executed.
 *
 * <p>Loading the compiler takes more processor time than all the rest of a start. There is one file
 * for each text, named by its hash with Groovy's version and a format number, which must be raised
 * when the visitor or a word's Java signature changes. Beyond 300 files the older half is deleted.
 * Scripts are compiled with classic call sites: linking by {@code invokedynamic} costs more than a
 * script that runs once takes.
 */
public final class ScriptCache {

  /**
   * Part of each key; to be raised when the map, the grammar's base class or the compiler's options
   * change.
   */
  private static final String FORMAT = "4";

  /** Maximum number of scripts kept; each has a few kilobytes. */
  private static final int MOST = 300;

  private final Trust trust = Trust.of(System.getenv());
  private final Path directory;

  /**
   * Creates the cache.
   *
   * @param directory made when missing
   */
  public ScriptCache(Path directory) {
    this.directory = directory;
  }

  /**
   * Returns the compiled script; compiles it if it is not in the cache.
   *
   * @throws org.codehaus.groovy.control.CompilationFailedException when the text is not Groovy
   */
  CompiledScript get(String text, String baseClass) {
    String key = key(text);
    Path file = directory.resolve(key);
    boolean ours = trust.against(directory).or(() -> trust.against(file)).isEmpty();
    try {
      if (ours) {
        return CompiledScript.fromBytes(Files.readAllBytes(file));
      }
    } catch (IOException | IndexOutOfBoundsException e) {
      // The file is missing or incomplete.
    }
    CompiledScript compiled = ScriptCompiler.compile("Script_" + key, text, baseClass);
    if (ours) {
      keep(file, compiled);
    }
    return compiled;
  }

  private void keep(Path file, CompiledScript compiled) {
    try {
      OwnFiles.makePrivate(directory);
      makeRoom();
      Path part = Files.createTempFile(directory, "new", ".part");
      Files.write(part, compiled.toBytes());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // A read-only home is no reason not to run.
    }
  }

  private void makeRoom() throws IOException {
    File[] kept = directory.toFile().listFiles();
    if (kept == null || kept.length < MOST) {
      return;
    }
    Arrays.sort(kept, Comparator.comparingLong(File::lastModified));
    for (File old : Arrays.asList(kept).subList(0, kept.length - MOST / 2)) {
      Files.deleteIfExists(old.toPath());
    }
  }

  private static String key(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (FORMAT + "\n" + GroovySystem.getVersion() + "\n").getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
