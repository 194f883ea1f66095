package io.balsam.engine.query;

import io.balsam.engine.domain.JobState;
import io.balsam.engine.domain.SiteLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Explains jobs of runs that an engine has in its record but does not run.
 *
 * @param site the directory of the record
 * @param agent whether the engine is that of the site's agent, which resumes every run it can
 */
public record IdleRuns(Path site, boolean agent) {

  /** A sentence about the job, what is known beside it, and what to do; empty when nothing. */
  record Answer(String summary, String reason, String hint) {}

  Answer of(JobState state) {
    if (agent) {
      return new Answer(
          "The agent could not resume its run: the job is " + state + ".",
          "",
          "balsam events --site-events says why");
    }
    Path own = site.resolve(SiteLayout.OWN);
    Path lock = own.resolve(SiteLayout.OWNER_LOCK);
    if (Files.exists(lock) && !Files.isReadable(lock)) {
      return new Answer(
          "It is %s in the record. Only the site's owner can see whether a process runs it."
              .formatted(state),
          "",
          "");
    }
    if (Files.exists(own.resolve(SiteLayout.MARKER))) {
      return new Answer(
          "The site's agent is down; in its record the job is " + state + ".",
          state == JobState.RUNNING
              ? "a launcher goes on with it meanwhile, and reports its end to the next agent"
              : "",
          "balsam site start starts the agent");
    }
    return new Answer(
        "No process runs its workflow at the moment: the job is " + state + ".",
        "",
        "balsam resume continues it");
  }
}
