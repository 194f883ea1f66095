package io.balsam.cli.agent;

import io.balsam.cli.site.Call;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.Exit;
import io.balsam.cli.site.KnownSites;
import io.balsam.cli.site.Looking;
import io.balsam.cli.site.Opened;
import io.balsam.cli.site.Site;
import io.balsam.cli.site.Trouble;
import io.balsam.cli.spec.CommandSpec;
import io.balsam.cli.spec.Opt;
import io.balsam.cli.spec.UsageProblem;
import io.balsam.cli.term.Typed;
import io.balsam.engine.site.NewSite;
import io.balsam.engine.site.SiteRemoval;
import io.balsam.engine.store.Ownership;
import io.balsam.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code balsam site rm}. */
public final class SiteRmCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site rm", "remove a site with all its data")
        .arguments("DIR", Opt.Complete.DIRECTORY)
        .with(
            Opt.flag("yes", "do it; without this it is only told what would be removed")
                .letter("y"))
        .about(
            """
            Removes what Balsam made there: settings, record, logs, batch scripts, and in data/ the
            workdirs of all jobs with their results. Other files stay, also in those directories, and
            what symbolic links name. Settings or a job template that you have changed get another
            name. Refused while its agent runs.""")
        .examples("balsam site rm old-site", "balsam site rm old-site --yes");
  }

  @Override
  public int run(Call call) throws IOException {
    Path directory = call.io().directory().resolve(call.arguments().onlyWord("DIR")).normalize();
    KnownSites known = new KnownSites(call.io());
    if (!NewSite.is(directory)) {
      if (!known.all().contains(directory)) {
        throw new UsageProblem("there is no site in " + directory);
      }
      known.remove(directory);
      call.console().say("There is no site in %s any more: off the list".formatted(directory));
      return Exit.OK;
    }
    Site site = new Site(directory);
    AgentState state = AgentState.of(site);
    if (state.lives() || state.kind() == AgentState.Kind.ELSEWHERE) {
      throw new UsageProblem(
          "its agent runs (%s); end it first: %s"
              .formatted(state.who(), Typed.of("site stop", directory)));
    }
    SiteRemoval removal = removal(call.at(site), directory);
    tell(call, directory, removal);
    if (!call.arguments().has("yes")) {
      call.console().say("Nothing was removed: --yes does it");
      return Exit.OK;
    }
    Optional<Ownership> ownership = Ownership.acquire(site.balsam());
    if (ownership.isEmpty()) {
      throw new Trouble("a run is going on in %s: end it first".formatted(directory));
    }
    try (Ownership mine = ownership.get()) {
      removal.run();
    }
    removal.finish().forEach(path -> call.console().say("Stays: " + path));
    known.remove(directory);
    call.console().say("Removed the site in " + directory);
    return Exit.OK;
  }

  private static SiteRemoval removal(Call call, Path directory) throws IOException {
    try (Opened opened = Looking.look(call)) {
      return SiteRemoval.of(directory, Optional.of(opened.balsam()));
    } catch (StoreException e) {
      call.console().note("What jobs wrote in data/ stays, since " + e.getMessage());
      return SiteRemoval.of(directory, Optional.empty());
    }
  }

  private static void tell(Call call, Path directory, SiteRemoval removal) throws IOException {
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
                .say("  %-16s %d files, %.1f MB".formatted(name, size.files, size.bytes / 1e6)));
    for (Path file : removal.aside()) {
      call.console().say("  %-16s gets another name: it was changed".formatted(file.getFileName()));
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
