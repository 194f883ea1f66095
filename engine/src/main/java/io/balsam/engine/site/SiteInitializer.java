package io.balsam.engine.site;

import io.balsam.engine.api.Json;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.plugin.SchedulerKin;
import io.balsam.engine.store.StoreException;
import io.balsam.engine.trust.OwnFiles;
import io.balsam.spi.QueueReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Creates a site in a directory.
 *
 * @param directory the site's directory, absolute
 * @param name its name
 * @param kin its batch system, and the settings that go with it
 * @param queues the batch system's queues; empty when it does not report them
 * @param projects projects that may be charged, the default first; empty when the batch system does
 *     not report them
 * @param more further lines of the settings
 */
public record SiteInitializer(
    Path directory,
    String name,
    SchedulerKin kin,
    List<QueueReport> queues,
    List<String> projects,
    List<String> more) {

  /** Creates the initializer for a batch system that reports nothing but its queues. */
  SiteInitializer(Path directory, String name, SchedulerKin kin, List<QueueReport> queues) {
    this(directory, name, kin, queues, List.of(), List.of());
  }

  /** File that makes a directory a site; {@link #make} writes it last. */
  public static final String MARKER = SiteLayout.OWN + "/" + SiteLayout.MARKER;

  static final List<String> FILES = List.of(SiteLayout.SETTINGS, SiteLayout.JOB_TEMPLATE);

  /** Files that an agent will write in a folder that may be the user's. */
  private static final List<String> LATER =
      List.of(
          SiteLayout.LOG + "/" + SiteLayout.AGENT_LOG,
          SiteLayout.LOG + "/" + SiteLayout.AGENT_OUTPUT);

  /** Marks where the comment on its variables goes in each template. */
  private static final String VARIABLES = "{# VARIABLES #}\n";

  private static final List<String> PLATFORMS = List.of("local", "slurm", "cobalt");

  String platform() {
    return kin.scheduler();
  }

  /** Returns whether there is a site in this directory. */
  public static boolean is(Path directory) {
    return Files.isRegularFile(directory.resolve(MARKER));
  }

  /**
   * Writes all files, or none.
   *
   * @throws IllegalArgumentException when there is a site already, or one of its files is in the
   *     way
   */
  public void make() {
    if (is(directory)) {
      throw new IllegalArgumentException(directory + " is a site already");
    }
    Map<String, String> files = new LinkedHashMap<>();
    files.put(FILES.get(0), new SettingsText(name, kin, queues, projects, more).text());
    files.put(FILES.get(1), template(platform()));
    for (String file : Stream.concat(FILES.stream(), LATER.stream()).toList()) {
      if (Files.exists(directory.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
        throw new IllegalArgumentException(
            "%s already exists: move it away, or choose another directory"
                .formatted(directory.resolve(file)));
      }
    }
    List<Path> made = new ArrayList<>();
    try {
      for (Path up = directory; up != null && !Files.exists(up); up = up.getParent()) {
        made.add(0, up);
      }
      OwnFiles.make(directory);
      List<String> folders = new ArrayList<>();
      if (!made.isEmpty()) {
        folders.add(CreatedFiles.ITSELF);
      }
      for (String folder : SiteLayout.FOLDERS) {
        if (!Files.isDirectory(directory.resolve(folder))) {
          make(folder);
          made.add(directory.resolve(folder));
          folders.add(folder);
        }
      }
      Map<String, String> digests = new TreeMap<>();
      for (Map.Entry<String, String> file : files.entrySet()) {
        write(
            file.getKey(),
            file.getValue(),
            file.getKey().endsWith(".sh") ? "rwx------" : "rw-------",
            made);
        digests.put(file.getKey(), CreatedFiles.digest(file.getValue()));
      }
      write(MARKER, marker(folders, digests), "rw-------", made);
    } catch (IOException | RuntimeException e) {
      takeBack(made);
      if (e instanceof FileAlreadyExistsException there) {
        throw new IllegalArgumentException(there.getFile() + " already exists", e);
      }
      throw e instanceof RuntimeException other
          ? other
          : StoreException.of("cannot make a site in " + directory, directory, (IOException) e);
    }
  }

  /** Creates a folder. The jobs' data follows the user's umask; all else is private to the user. */
  private void make(String folder) throws IOException {
    Path path = directory.resolve(folder);
    switch (folder) {
      case SiteLayout.OWN -> OwnFiles.makePrivate(path);
      case SiteLayout.DATA -> Files.createDirectory(path);
      default -> OwnFiles.make(path);
    }
  }

  private String marker(List<String> folders, Map<String, String> digests) throws IOException {
    Map<String, Object> marker = new LinkedHashMap<>();
    marker.put("name", name);
    marker.put("platform", platform());
    marker.put("created", Instant.now());
    marker.put("folders", folders);
    marker.put("digests", digests);
    return Json.mapper().writeValueAsString(marker);
  }

  /**
   * Writes a file elsewhere first, so that no process reads half of it; a file that appeared
   * meanwhile stays.
   */
  private void write(String file, String text, String mode, List<Path> made) throws IOException {
    Path fresh =
        Files.createTempFile(
            directory.resolve(SiteLayout.OWN),
            SiteLayout.MARKER + OwnFiles.FRESH,
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, directory.resolve(file));
    } finally {
      Files.deleteIfExists(fresh);
    }
    made.add(directory.resolve(file));
  }

  private void takeBack(List<Path> made) {
    for (int i = made.size() - 1; i >= 0; i--) {
      try {
        Files.deleteIfExists(made.get(i));
      } catch (IOException e) {
        // Another process created something in it, which stays.
      }
    }
  }

  /** Returns the job template of a platform; of an unknown one, the plainest. */
  static String template(String platform) {
    String known = PLATFORMS.contains(platform) ? platform : "local";
    return resource("job-template-" + known + ".sh")
        .replace(VARIABLES, resource("job-template-variables.txt"));
  }

  private static String resource(String resource) {
    try (InputStream text = SiteInitializer.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(text, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
