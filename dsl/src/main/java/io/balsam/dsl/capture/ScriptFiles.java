package io.balsam.dsl.capture;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Texts of a workflow's scripts, by their path relative to the first script's directory. */
public final class ScriptFiles {

  private final String main;
  private final Path directory;
  private final boolean stored;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, String> reasons = new LinkedHashMap<>();

  private ScriptFiles(String main, Path directory, Map<String, String> texts, boolean stored) {
    this.main = main;
    this.directory = directory;
    this.stored = stored;
    this.texts.putAll(texts);
  }

  /** Creates scripts that are read from files. */
  public static ScriptFiles of(Path script) {
    Path absolute = script.toAbsolutePath().normalize();
    Path directory = absolute.getParent();
    return new ScriptFiles(
        String.valueOf(absolute.getFileName()),
        directory == null ? absolute : directory,
        Map.of(),
        false);
  }

  /** Creates scripts with known texts; no file is read. */
  public static ScriptFiles stored(String main, Path directory, Map<String, String> texts) {
    return new ScriptFiles(main, directory, texts, true);
  }

  /** Returns the name of the first script. */
  public String main() {
    return main;
  }

  /** Returns the directory of the first script. */
  public Path directory() {
    return directory;
  }

  /** Returns the texts read so far. */
  public Map<String, String> texts() {
    return texts;
  }

  /** Returns the name of a script, given the path by which another script includes it. */
  String relative(String from, String path) {
    Path wanted = directory.resolve(from).resolveSibling(path).normalize();
    return wanted.startsWith("/") && wanted.getRoot() != null
        ? directory.relativize(wanted).toString()
        : wanted.toString();
  }

  Optional<String> text(String name) {
    if (!texts.containsKey(name) && !stored) {
      read(name);
    }
    return Optional.ofNullable(texts.get(name));
  }

  private void read(String name) {
    Path file = directory.resolve(name);
    try {
      // Some editors begin a file with a byte order mark.
      texts.put(name, Files.readString(file).replaceFirst("^\uFEFF", ""));
    } catch (CharacterCodingException e) {
      reasons.put(name, "it is not UTF-8 text: save it as UTF-8, or convert it with iconv");
    } catch (IOException e) {
      reasons.put(
          name,
          Files.isDirectory(file)
              ? "it is a directory"
              : Files.exists(file) ? "no permission to read it" : "there is no file " + file);
    }
  }

  /** Returns the reason why there is no text; for people. */
  String whyNot(String name) {
    return reasons.getOrDefault(name, "it is not stored with the run");
  }
}
