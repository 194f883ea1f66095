package io.balsam.engine.batchjob;

import io.balsam.engine.command.ShellWords;
import io.balsam.engine.domain.SiteLayout;
import io.balsam.engine.files.OutputTail;
import io.balsam.engine.store.Aside;
import io.balsam.engine.trust.FileTrouble;
import io.balsam.engine.trust.OwnFiles;
import io.balsam.spi.BatchJobInfo;
import io.balsam.spi.BatchJobRequest;
import io.balsam.spi.BatchJobState;
import io.balsam.spi.BatchSubmission;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.JobMode;
import io.balsam.spi.Partition;
import io.balsam.spi.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes the batch scripts of a site's BatchJobs: {@code qsubmit/<site>-<id>.sh}.
 *
 * @param site the site's directory, absolute
 * @param siteName its name
 * @param id an id that no other site has, empty for none
 * @param balsam the words that start Balsam on a node
 * @param settings the block batch_job_manager
 */
public record BatchScript(
    Path site, String siteName, String id, List<String> balsam, BatchJobSettings settings) {

  private static final Pattern VALUE = Pattern.compile("\\s*\\{\\{.*}}\\s*", Pattern.DOTALL);

  private static final BatchJobInfo SAMPLE =
      new BatchJobInfo(
          1,
          new BatchJobRequest(
              1,
              60,
              "queue",
              "project",
              JobMode.MPI,
              Map.of(),
              List.of(new Partition(JobMode.MPI, 1, Map.of())),
              Map.of()),
          BatchJobState.PENDING_SUBMISSION,
          "",
          "",
          Instant.EPOCH,
          null,
          null,
          null);

  /** Returns the BatchJob's name in the queue. */
  String name(BatchJobInfo job) {
    return stem(siteName) + "-" + job.id();
  }

  /** Returns the prefix of the names of a site's BatchJobs. */
  public static String stem(String siteName) {
    return siteName.replaceAll("[^A-Za-z0-9._+-]", "_");
  }

  /** Returns where the output of a BatchJob is, in the site's directory, for people. */
  public static String output(String siteName, long id) {
    return "%s/%s-%d.err and .out".formatted(SiteLayout.BATCH_SCRIPTS, stem(siteName), id);
  }

  /**
   * Returns the file that exists from just before the submit command is run until its answer is on
   * disk.
   */
  Path intent(BatchJobInfo job) {
    return folder().resolve(name(job) + ".submitting");
  }

  /** Returns the last line that a BatchJob's script wrote to its errors; empty for none. */
  String lastWords(BatchJobInfo job) {
    List<String> lines = OutputTail.last(folder().resolve(name(job) + ".err"));
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
  }

  /** Returns the directory of the scripts and their output. */
  Path folder() {
    return site.resolve(SiteLayout.BATCH_SCRIPTS);
  }

  /** Returns what is wrong with the job template, whatever is requested; empty when nothing is. */
  public Optional<String> problem() {
    try {
      JobTemplate template = JobTemplate.read(site.resolve(settings.template()));
      template.trial(variables(SAMPLE));
      return template.idle();
    } catch (PluginException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Writes the script.
   *
   * @throws PluginException USER when the template cannot be filled in, SITE when the script cannot
   *     be written
   */
  BatchSubmission write(BatchJobInfo job) {
    Map<String, Object> variables = variables(job);
    String text = text(variables);
    List<String> flags = flags(variables);
    Path script = folder().resolve(name(job) + ".sh");
    try {
      OwnFiles.make(folder());
      keep(script, text);
      Path fresh = folder().resolve(name(job) + ".sh.new");
      Files.deleteIfExists(fresh);
      executable(fresh, text);
      Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.SITE, FileTrouble.of("cannot write " + script, script, e), e);
    }
    return submission(name(job), script, job.request(), flags);
  }

  /**
   * Writes a script that belongs to no BatchJob.
   *
   * @param script path of the script; must not exist yet
   * @param command the command that is run instead of the launcher
   * @throws PluginException as {@link #write}
   */
  public BatchSubmission trial(BatchJobInfo job, Path script, List<String> command) {
    Map<String, Object> variables = variables(job);
    variables.put("launcher_cmd", ShellWords.join(command));
    String text = text(variables);
    List<String> flags = flags(variables);
    try {
      executable(script, text);
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.SITE, FileTrouble.of("cannot write " + script, script, e), e);
    }
    String name = String.valueOf(script.getFileName()).replaceFirst("\\.sh$", "");
    return submission(name, script, job.request(), flags);
  }

  private BatchSubmission submission(
      String name, Path script, BatchJobRequest request, List<String> flags) {
    return new BatchSubmission(
        name,
        script,
        folder(),
        request.nodes(),
        Duration.ofMinutes(request.wallMinutes()),
        request.queue(),
        request.project(),
        flags,
        id);
  }

  private String text(Map<String, Object> variables) {
    JobTemplate template = JobTemplate.read(site.resolve(settings.template()));
    Optional<String> idle = template.idle();
    if (idle.isPresent()) {
      throw new PluginException(ErrorKind.USER, idle.get());
    }
    return template.render(variables);
  }

  private static void executable(Path file, String text) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(file, text);
  }

  private List<String> flags(Map<String, Object> variables) {
    List<String> flags = new ArrayList<>();
    for (String flag : settings.flags()) {
      String word = JobTemplate.of("submit_flags", flag).render(variables).strip();
      if (!word.isEmpty()) {
        flags.add(checked(flag, word));
      }
    }
    return flags;
  }

  /** Checks that a value alone does not pass for an option of the submit command. */
  private static String checked(String flag, String word) {
    if (word.startsWith("-") && VALUE.matcher(flag).matches()) {
      throw new PluginException(
          ErrorKind.USER,
          "submit_flags: %s makes '%s', which is an option of the submit command: write the option into the flag, as --name=%s"
              .formatted(flag, word, flag.strip()));
    }
    return ScriptWords.wrongText(word)
        .<String>map(
            wrong -> {
              throw new PluginException(ErrorKind.USER, "submit_flags: " + wrong);
            })
        .orElse(word);
  }

  /**
   * Moves another script of that name aside: of an earlier BatchJob whose record was lost, or the
   * user's own.
   */
  private static void keep(Path script, String text) throws IOException {
    if (Files.isRegularFile(script) && !Files.readString(script).equals(text)) {
      Aside.move(script, "old");
    }
  }

  /** Returns all variables of a template; the second group has the names of the older system. */
  Map<String, Object> variables(BatchJobInfo job) {
    BatchJobRequest request = job.request();
    Map<String, String> options = new LinkedHashMap<>(settings.options());
    options.putAll(request.options());
    String mode = request.mode().name().toLowerCase(Locale.ROOT);
    List<Map<String, Object>> partitions =
        parts(request).stream()
            .map(
                part ->
                    Map.<String, Object>of(
                        "mode",
                        part.mode().name().toLowerCase(Locale.ROOT),
                        "nodes",
                        part.nodes(),
                        "tags",
                        part.tags()))
            .toList();
    List<String> launcher = new ArrayList<>(balsam);
    launcher.addAll(
        List.of(
            "launcher",
            "--site",
            site.toString(),
            "--batch-job",
            String.valueOf(job.id()),
            "--job-mode",
            mode));
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("name", name(job));
    variables.put("batch_job", job.id());
    variables.put("project", request.project());
    variables.put("queue", request.queue());
    variables.put("nodes", request.nodes());
    variables.put("wall_minutes", request.wallMinutes());
    variables.put("wall_time", clock(request.wallMinutes()));
    variables.put("job_mode", mode);
    variables.put("tags", request.tags());
    variables.put("partitions", partitions);
    variables.put("options", options);
    variables.put("site", site.toString());
    variables.put("site_name", siteName);
    variables.put("balsam", ShellWords.join(balsam));
    variables.put("launcher_cmd", ShellWords.join(launcher));

    variables.put("num_nodes", request.nodes());
    variables.put("wall_time_min", request.wallMinutes());
    variables.put("filter_tags", request.tags());
    variables.put("optional_params", options);
    variables.put("balsam_site_path", site.toString());
    variables.put("balsam_bin", bin());
    return variables;
  }

  /** Returns the parts of an allocation; a single one if it is not divided. */
  private static List<Partition> parts(BatchJobRequest request) {
    return request.partitions().isEmpty()
        ? List.of(new Partition(request.mode(), request.nodes(), request.tags()))
        : request.partitions();
  }

  private String bin() {
    Path folder = Path.of(balsam.get(0)).getParent();
    return folder == null ? "" : folder.toString();
  }

  private static String clock(int minutes) {
    return "%d:%02d:00".formatted(minutes / 60, minutes % 60);
  }
}
