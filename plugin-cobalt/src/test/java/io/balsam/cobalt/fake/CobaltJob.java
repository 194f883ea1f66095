package io.balsam.cobalt.fake;

import io.balsam.testkit.BatchProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job while it is in the queue. Guarded by the queue's lock. */
final class CobaltJob {

  final int id;
  final String user;
  final Path cwd;
  final List<String> command;
  final QsubOptions options;
  final String name;
  final String queue;
  final List<Path> files;
  final CobaltLog log;
  final Map<String, String> environment;
  final List<String> dependencies;
  final Instant submitted = Instant.now();

  String project;
  int nodeCount;
  int minutes;
  String state = "queued";
  List<String> nodes = List.of();
  @Nullable Instant started;
  @Nullable BatchProcess process;

  CobaltJob(int id, Call call, Path cwd, QsubOptions options, List<String> command, int minutes) {
    this.id = id;
    this.user = call.user();
    this.cwd = cwd;
    this.options = options;
    this.command = command;
    this.minutes = minutes;
    this.nodeCount = Integer.parseInt(options.get("--nodecount", "1"));
    this.queue = options.get("--queue", "default");
    this.project = options.get("--project", "None");
    this.environment = options.environment("" + id);
    this.dependencies = options.colonSeparated("--dependencies");
    String prefix = options.get("--outputprefix", "$jobid");
    this.name =
        options.has("--jobname")
            ? expand(options.get("--jobname", ""))
            : options.has("--outputprefix")
                ? String.valueOf(Path.of(expand(prefix)).getFileName())
                : "N/A";
    this.files =
        List.of(
            Path.of(options.get("--inputfile", "/dev/null")),
            path(options.get("--output", prefix + ".output")),
            path(options.get("--error", prefix + ".error")));
    this.log = new CobaltLog(path(options.get("--debuglog", prefix + ".cobaltlog")));
  }

  boolean held() {
    return state.endsWith("hold") || state.equals("dep_fail");
  }

  boolean active() {
    return state.equals("running") || state.equals("killing");
  }

  String shortState() {
    return held() ? "H" : state.substring(0, 1).toUpperCase(Locale.ROOT);
  }

  private Path path(String text) {
    return cwd.resolve(expand(text));
  }

  private String expand(String text) {
    return text.replace("$jobid", "" + id).replace("$COBALT_JOBID", "" + id);
  }
}
