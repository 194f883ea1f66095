package io.balsam.cli.agent;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.agent.process.AgentState;
import io.balsam.agent.site.KnownSites;
import io.balsam.agent.site.OperationFailed;
import io.balsam.agent.site.SiteDirectory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.SiteFinder;
import io.balsam.cli.term.Typed;
import io.balsam.engine.batchjob.OpenBatchJobs;
import io.balsam.engine.site.SiteInitializer;
import io.balsam.engine.site.SiteRemoval;
import io.balsam.engine.store.Ownership;
import io.balsam.engine.store.StoreException;
import io.balsam.engine.text.Count;
import io.balsam.spi.BatchJobInfo;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The {@code balsam site rm} command. */
public final class SiteRmCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site rm", "remove a site with all its data")
        .arguments("DIR", Opt.Complete.DIRECTORY)
        .with(
            Opt.flag("yes", "remove it; without this option, only list what would be removed")
                .letter("y"))
        .about(
            """
            DIR may also be the name of a site. Removes what Balsam made there: settings, record, logs,
            batch scripts, and in data/ the workdirs of all jobs with their results. Other files in these
            directories stay, and so do the targets of symbolic links. Settings or a job template that you
            have changed are renamed and kept. Refused while the site's agent runs or a BatchJob has not
            ended.""")
        .examples("balsam site rm old-site", "balsam site rm old-site --yes");
  }

  @Override
  public int run(Invocation call) throws IOException {
    String word = call.arguments().onlyWord("DIR");
    KnownSites known = new KnownSites(call.environment());
    Path listed = call.io().directory().resolve(word).normalize();
    if (!SiteInitializer.is(listed) && known.all().contains(listed)) {
      known.remove(listed);
      call.console()
          .say("There is no longer a site in %s; removed it from the list".formatted(listed));
      return ExitCode.OK;
    }
    SiteDirectory site = new SiteFinder(call.environment()).named(word);
    Path directory = site.directory();
    if (!SiteInitializer.is(directory)) {
      throw new UsageProblem("there is no site in " + directory);
    }
    AgentState state = AgentState.of(site);
    if (state.lives() || state.kind() == AgentState.Kind.ELSEWHERE) {
      throw new UsageProblem(
          "its agent runs (%s); end it first: %s"
              .formatted(state.who(), Typed.of("site stop", directory)));
    }
    SiteRemoval removal = removal(call.at(site), directory);
    list(call, directory, removal);
    if (!call.arguments().has("yes")) {
      call.console().say("Nothing was removed; use --yes to remove it");
      return ExitCode.OK;
    }
    Optional<Ownership> ownership = Ownership.acquire(site.balsam());
    if (ownership.isEmpty()) {
      throw new OperationFailed("a run is in progress in %s: end it first".formatted(directory));
    }
    try (Ownership mine = ownership.get()) {
      removal.run();
    }
    removal.finish().forEach(path -> call.console().say("Kept: " + path));
    known.remove(directory);
    call.console().say("Removed the site in " + directory);
    return ExitCode.OK;
  }

  private static SiteRemoval removal(Invocation call, Path directory) throws IOException {
    try (SiteClient opened = SiteAccess.openReadOnly(call.context())) {
      refuseOpen(opened.balsam().batchJobs().find(List.of(), OpenBatchJobs.STATES), directory);
      return SiteRemoval.of(directory, Optional.of(opened.balsam()));
    } catch (StoreException e) {
      call.console().note("What jobs wrote in data/ is kept, since " + e.getMessage());
      return SiteRemoval.of(directory, Optional.empty());
    }
  }

  private static void refuseOpen(List<BatchJobInfo> open, Path directory) {
    if (open.isEmpty()) {
      return;
    }
    List<String> each =
        open.stream()
            .map(
                job ->
                    "BatchJob %d (%s, %s)"
                        .formatted(
                            job.id(),
                            job.schedulerId().isEmpty()
                                ? "not submitted"
                                : job.schedulerId() + " in the batch system",
                            job.state()))
            .toList();
    String ids = open.stream().map(job -> " " + job.id()).collect(Collectors.joining());
    throw new UsageProblem(
        "according to its record, not ended: %s. Cancel with '%s', then start the agent, which carries it out: '%s'"
            .formatted(
                String.join(", ", each),
                Typed.of("queue rm" + ids + " --site", directory),
                Typed.of("site start", directory)));
  }

  private static void list(Invocation call, Path directory, SiteRemoval removal)
      throws IOException {
    Map<String, Size> sizes = new TreeMap<>();
    for (Path tree : removal.trees()) {
      Size size =
          sizes.computeIfAbsent(
              directory.relativize(tree).getNameCount() > 1
                  ? directory.relativize(tree).getName(0) + "/"
                  : String.valueOf(tree.getFileName()),
              name -> new Size());
      Files.walkFileTree(tree, size);
    }
    sizes.forEach(
        (name, size) ->
            call.console()
                .say(
                    "  %-16s %s, %.1f MB"
                        .formatted(name, Count.of(size.files, "file"), size.bytes / 1e6)));
    for (Path file : removal.aside()) {
      call.console()
          .say("  %-16s renamed and kept, since it was changed".formatted(file.getFileName()));
    }
  }

  private static final class Size extends SimpleFileVisitor<Path> {

    private long files;
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files++;
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }
  }
}
