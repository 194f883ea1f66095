package io.balsam.cli.look;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Marks;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.JobView;
import io.balsam.engine.domain.Memory;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.text.Count;
import io.balsam.server.JobDocument;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The {@code balsam job show} command. */
public final class JobShowCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("job show", "show everything about one job")
        .arguments("JOB", Opt.Complete.JOB)
        .with(CommandSpec.JSON)
        .about(
            """
            State, parameters, resources, times, parents, and where its files are; of the files that it
            has moved in and out, how many are in which state.""")
        .examples("balsam job show 12", "balsam job show 12 --json");
  }

  @Override
  public int run(Invocation call) {
    String word = call.arguments().onlyWord("JOB");
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      JobView job = JobWord.find(site.balsam(), word);
      JobDocument document = JobDocument.of(site.balsam(), job);
      if (call.arguments().has("json")) {
        call.console().json(JsonPage.of(document));
      } else {
        String run =
            site.balsam().run(job.run()).map(view -> view.name()).orElse(Long.toString(job.run()));
        page(document, run, call.console());
      }
    }
    return ExitCode.OK;
  }

  private static void page(JobDocument document, String run, Console out) {
    JobView job = document.job();
    String state = Marks.paint(job.state(), out.style()).apply(job.state().name());
    out.result(out.style().bold("job %d  %s".formatted(job.id(), job.app())) + "  " + state);
    line(out, "run", run);
    line(out, "workdir", job.workdir());
    line(out, "declared at", job.declaredAt());
    line(out, "parameters", pairs(job.parameters()));
    line(out, "tags", pairs(job.tags()));
    line(out, "data", pairs(job.data()));
    line(out, "resources", resources(job.resources()));
    line(
        out,
        "wall time limit",
        job.wallTimeSeconds() > 0
            ? Times.length(Duration.ofMillis((long) (job.wallTimeSeconds() * 1000)))
            : "");
    line(out, "priority", job.priority() == 0 ? "" : Integer.toString(job.priority()));
    line(
        out,
        "parents",
        job.parents().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    line(
        out,
        "transfers",
        document.transfers().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ")));
    line(out, "created", Times.day(job.created()));
    line(out, "attempts", Integer.toString(job.attempts()));
    line(out, "began", job.began() == null ? "" : Times.day(job.began()));
    line(out, "took", JobLsCommand.took(job));
    line(out, "node", job.node());
    line(out, "exit", JobLsCommand.exit(job));
    line(
        out,
        "CPU time",
        job.cpuSeconds() == null ? "" : String.format(Locale.ROOT, "%.2f s", job.cpuSeconds()));
    line(out, "peak memory", job.peakMemoryKib() == null ? "" : memory(job.peakMemoryKib()));
    line(out, "result", job.result() == null ? "" : String.valueOf(job.result()));
    line(out, "reused from", job.reusedFrom() == null ? "" : "job " + job.reusedFrom());
    line(out, "made by", job.createdBy() == null ? "" : "a hook of job " + job.createdBy());
    line(out, "replaces", job.retryOf() == null ? "" : "job " + job.retryOf());
    line(out, "replaced by", job.retriedBy() == null ? "" : "job " + job.retriedBy());
    out.say("");
    String moves =
        document.transfers().isEmpty() ? "" : ", " + Typed.here("transfer ls --job", job.id());
    out.say(
        "Next: %s, %s%s"
            .formatted(Typed.here("job logs", job.id()), Typed.here("explain", job.id()), moves));
  }

  private static void line(Console out, String name, String value) {
    if (!value.isEmpty()) {
      out.result("  " + out.style().dim(String.format(Locale.ROOT, "%-16s", name)) + value);
    }
  }

  private static String pairs(Map<String, ?> map) {
    return map.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining("  "));
  }

  private static String resources(Resources need) {
    StringBuilder text = new StringBuilder();
    if (need.nodes() > 1 || need.range().isPresent()) {
      text.append(Count.of(need.nodes(), "node"));
      need.range().ifPresent(range -> text.append(" of ").append(range));
      text.append(" × ");
    }
    text.append(Count.of(need.ranksPerNode(), "rank"));
    if (need.threadsPerRank() > 1) {
      text.append(" × ").append(need.threadsPerRank()).append(" threads");
    }
    if (need.threadsPerCore() > 1) {
      text.append(", ").append(need.threadsPerCore()).append(" threads on a core");
    }
    if (need.gpusPerRank() > 0) {
      text.append(", ").append(need.gpusPerRank()).append(" GPU per rank");
    }
    if (need.nodePackingCount() != Resources.UNLIMITED) {
      text.append(", at most ").append(need.nodePackingCount()).append(" on a node");
    }
    if (need.memory() > 0) {
      text.append(", ").append(Memory.text(need.memory())).append(" of memory");
    }
    new TreeMap<>(need.named())
        .forEach((name, count) -> text.append(", ").append(count).append(' ').append(name));
    return text.toString();
  }

  private static String memory(long kib) {
    return kib < 10_240 ? kib + " KiB" : kib / 1024 + " MiB";
  }
}
