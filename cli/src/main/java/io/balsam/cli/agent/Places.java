package io.balsam.cli.agent;

import io.balsam.cli.site.Call;
import io.balsam.cli.site.Site;
import io.balsam.cli.spec.UsageProblem;
import io.balsam.cli.term.Typed;
import io.balsam.engine.site.NewSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which site a {@code balsam site …} command is about. */
final class Places {

  private Places() {}

  /** The directory named, else the site that other commands would look at. */
  static Site site(Call call) {
    Optional<String> word = call.arguments().optionalWord("DIR");
    if (word.isPresent()) {
      Path directory = call.io().directory().resolve(word.get()).normalize();
      if (!Files.isDirectory(directory)) {
        throw new UsageProblem("%s is not a directory".formatted(directory));
      }
      return call.at(new Site(directory)).nearestSite();
    }
    return call.nearestSite();
  }

  /**
   * As {@link #site}, and it was made by {@code balsam site init}.
   *
   * @throws UsageProblem when it was not
   */
  static Site made(Call call) {
    Site site = site(call);
    if (!NewSite.is(site.directory())) {
      throw new UsageProblem(
          "%s is not a site with an agent: '%s' makes one"
              .formatted(site.directory(), Typed.of("site init DIR")));
    }
    return site;
  }
}
