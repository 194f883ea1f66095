package io.balsam.engine.store;

/**
 * Files of a job's workdir, as whoever wrote them down describes them.
 *
 * @param broughtIn inputs, as they arrived; empty for none
 * @param made all that was there when the job ended; empty for none
 */
public record JobFiles(String broughtIn, String made) {

  public static final JobFiles NONE = new JobFiles("", "");

  /** Which of the two. */
  public enum Kind {
    BROUGHT_IN,
    MADE
  }

  public JobFiles with(Kind kind, String files) {
    return kind == Kind.MADE ? new JobFiles(broughtIn, files) : new JobFiles(files, made);
  }
}
