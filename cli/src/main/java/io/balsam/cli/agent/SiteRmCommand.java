package io.balsam.cli.agent;

import io.balsam.cli.site.Call;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.Exit;
import io.balsam.cli.site.KnownSites;
import io.balsam.cli.site.Site;
import io.balsam.cli.site.Trouble;
import io.balsam.cli.spec.CommandSpec;
import io.balsam.cli.spec.Opt;
import io.balsam.cli.spec.UsageProblem;
import io.balsam.cli.term.Typed;
import io.balsam.engine.run.files.Trees;
import io.balsam.engine.site.NewSite;
import io.balsam.engine.store.Ownership;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** {@code balsam site rm}. */
public final class SiteRmCommand implements Command {

  /** What a site has in its directory; anything else in there is not ours. */
  private static final List<String> OURS =
      List.of("data", "log", "qsubmit", "plugins", "settings.yml", "job-template.sh", ".balsam");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("site rm", "remove a site with all its data")
        .arguments("DIR", Opt.Complete.DIRECTORY)
        .with(
            Opt.flag("yes", "do it; without this it is only told what would be removed")
                .letter("y"))
        .about(
            """
            Removes what Balsam keeps there: settings, record, logs, and data/ with all results. Other
            files in the directory stay. Refused while its agent runs.""")
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
    tell(call, directory);
    if (!call.arguments().has("yes")) {
      call.console().say("Nothing was removed: --yes does it");
      return Exit.OK;
    }
    Optional<Ownership> ownership = Ownership.acquire(site.balsam());
    if (ownership.isEmpty()) {
      throw new Trouble("a run is going on in %s: end it first".formatted(directory));
    }
    for (String name : OURS) {
      remove(directory.resolve(name));
    }
    ownership.get().close();
    // Closing it may write to where it was.
    remove(site.balsam());
    try (var left = Files.list(directory)) {
      if (left.findAny().isEmpty()) {
        Files.delete(directory);
      }
    }
    known.remove(directory);
    call.console().say("Removed the site in " + directory);
    return Exit.OK;
  }

  private static void tell(Call call, Path directory) throws IOException {
    for (String name : OURS) {
      Path path = directory.resolve(name);
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        Size size = new Size();
        Files.walkFileTree(path, size);
        call.console()
            .say("  %-16s %d files, %.1f MB".formatted(name, size.files, size.bytes / 1e6));
      }
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

  private static void remove(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Trees.remove(path);
  }
}
